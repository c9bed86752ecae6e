import type { ThresholdsInput } from '@fleet-watch/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { decodeCountsPreview } from '../../../api/contract-decoders.ts';

/** How the fleet would be counted under these thresholds; the numbers before stay until the new ones are there. */
export const useThresholdPreview = (thresholds: ThresholdsInput | undefined) => {
  const api = useApi();
  return useQuery({
    queryKey: ['settings', 'preview', thresholds],
    queryFn: ({ signal }) =>
      api.send('/settings/preview', decodeCountsPreview, { method: 'POST', body: thresholds, signal }),
    enabled: thresholds !== undefined,
    placeholderData: keepPreviousData,
  });
};
