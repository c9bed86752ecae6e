import { HostConnectionError } from '@trackunit/iris-app-sdk';
import { trackunitProviders } from '@trackunit/iris-app-sdk/test';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { ApiError, type ApiErrorCode } from '../api/api-error.ts';
import { I18nProvider } from '../i18n/i18n-context.tsx';
import { ErrorNotice } from './error-notice.tsx';

afterEach(cleanup);

const errorOf = (
  status: number,
  code: ApiErrorCode = 'unexpected_answer',
  more: { requestId?: string; retryAfterSeconds?: number } = {},
) => new ApiError({ status, code, message: 'text of a server', ...more });

const told: readonly (readonly [error: Error, words: string])[] = [
  [errorOf(0, 'network'), 'No connection to Fleet Watch'],
  [errorOf(401, 'token_expired'), 'Your session in Manager has ended'],
  [errorOf(401, 'token_missing'), 'Your session in Manager has ended'],
  [errorOf(403), 'You may not see this'],
  [errorOf(403, 'account_not_installed'), 'Fleet Watch is not installed for this account'],
  [errorOf(404, 'not_found'), 'Not found'],
  [errorOf(409, 'scope_not_granted'), 'A permission is missing'],
  [errorOf(429, 'too_many_requests', { retryAfterSeconds: 7 }), 'Wait 7 seconds, then try again.'],
  [errorOf(429, 'unexpected_answer'), 'Wait a moment, then try again.'],
  [errorOf(500, 'internal_error', { requestId: 'req-1' }), 'Reference: req-1'],
  [errorOf(503, 'store_unavailable'), 'Fleet Watch is taking a short break'],
  [errorOf(503, 'user_auth_not_configured'), 'Fleet Watch is not set up completely'],
  [errorOf(502, 'unexpected_answer'), 'Fleet Watch is taking a short break'],
  [new HostConnectionError('host_unreachable', 'nobody answers'), 'Manager does not answer'],
  [new Error('a fault of our own'), 'Something went wrong'],
];

const toRow = ([error, words]: (typeof told)[number]) => {
  const name = error instanceof ApiError ? `${error.status} ${error.code}` : error.message;
  return { name, error, words };
};

test.each(told.map(toRow))('$name is told in words', async ({ error, words }) => {
  trackunitProviders().render(
    <I18nProvider>
      <ErrorNotice error={error} />
    </I18nProvider>,
  );
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain(words);
  expect(alert.textContent).not.toContain('text of a server');
});

test('bad input is told with the fields that were refused', async () => {
  const violations = [{ field: 'webhook.url', message: 'must be a public address' }];
  const error = new ApiError({ status: 400, code: 'constraint_violation', message: 'no', violations });
  trackunitProviders().render(
    <I18nProvider>
      <ErrorNotice error={error} />
    </I18nProvider>,
  );
  expect((await screen.findByRole('alert')).textContent).toContain('must be a public address');
});
