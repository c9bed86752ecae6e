import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { createRecordedJobs } from '../testing/recorded-jobs.ts';
import { createEnabledWebhook } from '../testing/webhook-under-test.ts';
import { createActOnFleet } from './act-on-fleet.ts';

describeEachDatabase((database) => {
  test('a changed fleet enqueues a message only where there is somebody to tell, and something', async () => {
    const webhook = await createEnabledWebhook(database());
    const { jobs, recorded } = createRecordedJobs();
    const actOnFleet = createActOnFleet(jobs);
    const act = () => database().forAccount(webhook.accountId, (tx) => actOnFleet(tx, webhook.accountId));
    await act();
    expect(recorded).toEqual([]);
    await webhook.happen(1);
    await act();
    expect(recorded).toEqual([{ name: 'notify', accountId: webhook.accountId }]);
    await webhook.decide({ url: webhook.url, enabled: false });
    await act();
    expect(recorded).toHaveLength(1);
  });
});
