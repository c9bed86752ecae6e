import { trackunitProviders } from '@trackunit/iris-app-sdk/test';
import { cleanup, screen } from '@testing-library/react';
import type { Sync } from '@fleet-watch/contracts';
import { afterEach, expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/i18n-context.tsx';
import { SyncProgress } from './sync-progress.tsx';

afterEach(cleanup);

const queued: Sync = {
  ...{ id: '00000000-0000-4000-8000-000000000001', state: 'QUEUED', startedAt: null, finishedAt: null },
  ...{ fetched: 0, expected: null, error: null },
};

test.each([
  ['for its turn', null, 'Waiting for its turn…'],
  ['because Trackunit said so', 'The limit is reached.', 'The limit is reached.'],
])('a sync that waits %s says so', async (_why, error, words) => {
  trackunitProviders().render(
    <I18nProvider>
      <SyncProgress sync={{ ...queued, error }} />
    </I18nProvider>,
  );
  expect((await screen.findByRole('status')).textContent).toBe(words);
});
