import type { WebhookSecret, WebhookStatus, WebhookTest } from '@fleet-watch/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import {
  decodeBoolean,
  decodeInstant,
  decodeNullable,
  decodeNumber,
  decodeObject,
  decodeString,
} from '../../../api/decoder.ts';

const optionalString = decodeNullable(decodeString);
const optionalNumber = decodeNullable(decodeNumber);

/** Reads the answer of `GET /api/v1/webhook`. */
export const decodeWebhookStatus = decodeObject<WebhookStatus>({
  url: optionalString,
  enabled: decodeBoolean,
  disabledReason: optionalString,
  lastDelivery: decodeNullable(
    decodeObject<NonNullable<WebhookStatus['lastDelivery']>>({
      at: decodeInstant,
      status: optionalNumber,
      error: optionalString,
    }),
  ),
  hasSecret: decodeBoolean,
});

/** Reads the answer of `POST /api/v1/webhook/secret`. */
export const decodeWebhookSecret = decodeObject<WebhookSecret>({
  secret: decodeString,
  previousExpiresAt: decodeNullable(decodeInstant),
});

/** Reads the answer of `POST /api/v1/webhook/test`. */
export const decodeWebhookTest = decodeObject<WebhookTest>({
  delivered: decodeBoolean,
  status: optionalNumber,
  error: optionalString,
});

const statusKey = ['webhook'] as const;

/** How the webhook is doing; asked anew when settings were saved. Its address tells which one is meant. */
export const useWebhookStatus = () => {
  const api = useApi();
  return useQuery({
    queryKey: [...statusKey, api.language],
    queryFn: ({ signal }) => api.get('/webhook', decodeWebhookStatus, { signal }),
    placeholderData: keepPreviousData,
  });
};

/** Makes a new secret. It stays in the page's memory only, until the page is left. */
export const useNewSecret = () => {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.send('/webhook/secret', decodeWebhookSecret, { method: 'POST' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: statusKey }),
    gcTime: 0,
  });
};

/** Sends a test message and tells what came of it. */
export const useWebhookTest = () => {
  const api = useApi();
  return useMutation({
    mutationFn: () => api.send('/webhook/test', decodeWebhookTest, { method: 'POST' }),
  });
};
