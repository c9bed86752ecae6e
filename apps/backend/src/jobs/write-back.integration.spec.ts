import { randomUUID } from 'node:crypto';
import { defaultSettings } from '@fleet-watch/contracts';
import { TrackunitError } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { writeSettings } from '../store/settings.ts';
import type { FieldDifference } from '../store/written-back.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { buildInstallation } from '../testing/installation.ts';
import { createRecordedJobs } from '../testing/recorded-jobs.ts';
import { createWriteBack } from '../write-back/create-write-back.ts';
import type { FieldOutcome } from '../write-back/write-field.ts';
import { createActOnFleet } from './act-on-fleet.ts';
import { createWriteBackHandler } from './write-back-handler.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const since = (day: number) => new Date(Date.UTC(2026, 2, day));
const dayMs = 86_400_000;
const limited = () => new TrackunitError('rate_limited', 'the limit of this account is reached');

describeEachDatabase((database) => {
  const newAccount = async () => {
    const accountId = randomUUID();
    const { jobs, recorded } = createRecordedJobs();
    const fields = new Map<string, string>();
    let writes: string[] = [];
    let nowMs = Date.parse('2026-03-10T12:00:00.000Z');
    let installation = buildInstallation({ accountId });
    let answer: (difference: FieldDifference) => FieldOutcome = () => 'written';
    const writeField = async (_accountId: string, difference: FieldDifference) => {
      const { assetId, silentSince } = difference;
      writes.push(assetId);
      const outcome = answer(difference);
      if (outcome === 'written' && silentSince !== null) fields.set(assetId, silentSince.toISOString());
      if (outcome === 'written' && silentSince === null) fields.delete(assetId);
      return outcome;
    };
    const handle = createWriteBackHandler({
      ...{ database: database(), jobs, logger: silent },
      findInstallation: async () => installation,
      writeBack: createWriteBack({ database: database(), writeField, now: () => new Date(nowMs) }),
    });
    const decide = (writeBack: boolean) =>
      database().forAccount(accountId, (tx) =>
        writeSettings(tx, accountId, { ...defaultSettings, writeBack }),
      );
    await decide(true);

    return {
      accountId,
      decide,
      recorded,
      /** What stands in the assets. */
      fields,
      /** Makes assets known, silent since a day of March or not silent. */
      know: (assets: Readonly<Record<string, number | null>>, visible = true) =>
        database().forAccount(accountId, async (tx) => {
          const rows = Object.entries(assets).map(([assetId, day]) => ({
            ...{ account_id: accountId, asset_id: assetId, visible, last_seen_at: since(1) },
            ...{ name: null, brand: null, model: null, serial_number: null, asset_type: null },
            state: day === null ? ('REPORTING' as const) : ('SILENT' as const),
            silent_since: day === null ? null : since(day),
          }));
          const ids = Object.keys(assets);
          await tx
            .deleteFrom('asset')
            .where('account_id', '=', accountId)
            .where('asset_id', 'in', ids)
            .execute();
          await tx.insertInto('asset').values(rows).execute();
        }),
      /** Runs a job, and says which assets it wrote to. */
      run: async () => {
        writes = [];
        const signal = new AbortController().signal;
        await handle({ jobId: randomUUID(), accountId, payload: {}, attempt: 1, signal });
        return [...writes].sort();
      },
      answer: (next: (difference: FieldDifference) => FieldOutcome) => {
        answer = next;
      },
      pass: (ms: number) => {
        nowMs += ms;
      },
      install: (more: Parameters<typeof buildInstallation>[0]) => {
        installation = buildInstallation({ accountId, ...more });
      },
      act: async () => {
        const actOnFleet = createActOnFleet(jobs);
        await database().forAccount(accountId, (tx) => actOnFleet(tx, accountId));
      },
    };
  };

  test('silent assets say since when, others nothing, and what is right is not written again', async () => {
    const { know, run, fields } = await newAccount();
    await know({ a: 3, b: null, c: 5 });
    expect(await run()).toEqual(['a', 'c']);
    expect(Object.fromEntries(fields)).toEqual({ a: since(3).toISOString(), c: since(5).toISOString() });
    expect(await run()).toEqual([]);
  });

  test('only what changed is written: another moment, one that is back, one that fell silent', async () => {
    const { know, run, fields } = await newAccount();
    await know({ a: 3, b: null, c: 5, d: 6 });
    await run();
    await know({ a: 4, b: 7, c: null });
    expect(await run()).toEqual(['a', 'b', 'c']);
    expect(Object.keys(Object.fromEntries(fields)).sort()).toEqual(['a', 'b', 'd']);
  });

  test('switching it off empties every field that was written, and no other', async () => {
    const { know, run, fields, decide } = await newAccount();
    await know({ a: 3, b: null, c: 5 });
    await run();
    await decide(false);
    expect(await run()).toEqual(['a', 'c']);
    expect([...fields]).toEqual([]);
    expect(await run()).toEqual([]);
  });

  test('an asset that the account no longer sees is emptied', async () => {
    const { know, run, fields } = await newAccount();
    await know({ a: 3 });
    await run();
    await know({ a: 3 }, false);
    expect(await run()).toEqual(['a']);
    expect(fields.size).toBe(0);
  });

  test('an asset that Trackunit refuses is tried again after a week, and the others are written', async () => {
    const { know, run, fields, answer, pass } = await newAccount();
    answer(({ assetId }) => (assetId === 'a' ? 'refused' : 'written'));
    await know({ a: 3, b: 4 });
    await run();
    expect([...fields.keys()]).toEqual(['b']);
    answer(() => 'written');
    pass(7 * dayMs);
    expect(await run()).toEqual([]);
    pass(1);
    expect(await run()).toEqual(['a']);
  });

  test('an asset that Trackunit refused is tried at once with another value, and to be emptied', async () => {
    const { know, run, answer, decide } = await newAccount();
    await know({ a: 3, b: 3 });
    await run();
    await know({ a: 4, b: 4 });
    answer(() => 'refused');
    expect(await run()).toEqual(['a', 'b']);
    expect(await run()).toEqual([]);
    await know({ a: 5 });
    expect(await run()).toEqual(['a']);
    await decide(false);
    expect(await run()).toEqual(['a', 'b']);
    expect(await run()).toEqual([]);
  });

  test('assets that are refused every time keep no other asset from being written', async () => {
    const { know, run, answer, pass, fields } = await newAccount();
    const isRefused = (assetId: string) => assetId < 'r250' || assetId.endsWith('7');
    const ids = Array.from({ length: 450 }, (_, index) => `r${index.toString().padStart(3, '0')}`);
    const taken = ids.filter((assetId) => !isRefused(assetId));
    await know(Object.fromEntries(ids.map((assetId) => [assetId, 3])));
    answer(({ assetId }) => (isRefused(assetId) ? 'refused' : 'written'));
    for (let turn = 0; turn < 20; turn += 1) await run();
    expect([...fields.keys()].sort()).toEqual(taken);
    pass(8 * dayMs);
    await know({ [taken.at(-1) ?? '']: 9 });
    expect(await run()).toContain(taken.at(-1));
  });

  test('where Trackunit refuses every asset a run gives up', async () => {
    const { know, run, answer, recorded } = await newAccount();
    answer(() => 'refused');
    await know(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}`, 3])));
    expect(await run()).toHaveLength(20);
    expect(recorded).toEqual([]);
  });

  test('a limit of Trackunit makes the job be tried again, and what was written is not written twice', async () => {
    const { know, run, answer, fields } = await newAccount();
    await know({ a: 3, b: 4, c: 5, d: 6, e: 7 });
    answer(({ assetId }) => {
      if (assetId > 'b') throw limited();
      return 'written';
    });
    await expect(run()).rejects.toThrow('the limit of this account');
    expect([...fields.keys()].sort()).toEqual(['a', 'b']);
    answer(() => 'written');
    expect(await run()).toEqual(['c', 'd', 'e']);
  });

  test('a scope that turns out to be missing ends the run and not the job', async () => {
    const { know, run, answer } = await newAccount();
    answer(() => {
      throw new TrackunitError('scope_not_granted', 'no');
    });
    await know({ a: 3 });
    expect(await run()).toEqual(['a']);
  });

  test.each([
    ['without the granted scope', { grantedScopes: ['asset.view'] }],
    ['for a suspended account', { status: 'SUSPENDED' as const }],
  ])('nothing is written %s', async (_name, more) => {
    const { know, run, install } = await newAccount();
    await know({ a: 3 });
    install(more);
    expect(await run()).toEqual([]);
    install({});
    expect(await run()).toEqual(['a']);
  });

  test('a large fleet is written in turns, so that other accounts have theirs', async () => {
    const { accountId, know, run, fields, recorded } = await newAccount();
    await know(Object.fromEntries(Array.from({ length: 450 }, (_, index) => [`${index}`, 3])));
    expect(await run()).toHaveLength(400);
    expect(recorded).toEqual([{ name: 'write-back', accountId }]);
    expect(await run()).toHaveLength(50);
    expect(fields.size).toBe(450);
    expect(recorded).toHaveLength(1);
  });

  test('a changed fleet enqueues a job while it is switched on, or while there is something to empty', async () => {
    const { know, run, decide, act, recorded } = await newAccount();
    await know({ a: 3 });
    await act();
    expect(recorded).toHaveLength(1);
    await run();
    await decide(false);
    await act();
    expect(recorded).toHaveLength(2);
    await run();
    await act();
    expect(recorded).toHaveLength(2);
  });

  test('an account’s values are its own', async () => {
    const [mine, theirs] = [await newAccount(), await newAccount()];
    await mine.know({ a: 3 });
    await mine.run();
    expect(await theirs.run()).toEqual([]);
    await theirs.know({ a: 4 });
    expect(await theirs.run()).toEqual(['a']);
    expect(await mine.run()).toEqual([]);
  });
});
