import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { toTurn } from './account-slot.ts';
import { findPeriod } from './cron-period.ts';
import { createRunSchedule, type Schedule, type ScheduledAccount } from './run-schedule.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const longAgo = new Date('2026-01-01T00:00:00.000Z');

describeEachDatabase((database) => {
  const open = ({ cron = '17 * * * *', start = '2026-03-10T11:17:00.000Z', accounts = 40 } = {}) => {
    let now = new Date(start);
    const name = randomUUID();
    const members: ScheduledAccount[] = Array.from({ length: accounts }, () => ({
      accountId: randomUUID(),
      installedAt: longAgo,
    }));
    const begun: string[] = [];
    let looks = 0;
    const schedule: Schedule = {
      name,
      cron,
      listAccounts: async () => {
        looks += 1;
        return [...members];
      },
      begin: async (_tx, accountId) => begun.push(accountId),
    };
    /** A process of its own: nothing is remembered between two. */
    const look = (everyMs = 1000) =>
      createRunSchedule({ database: database(), now: () => now, everyMs })(schedule);
    const goTo = (moment: Date | string) => {
      now = new Date(moment);
      return look();
    };
    return { name, members, begun, look, goTo, schedule, looks: () => looks, now: () => now };
  };

  test('within a period every account has its turn once, spread over the time', async () => {
    const { members, begun, goTo, now } = open();
    const counts: number[] = [];
    for (let minute = 0; minute < 60; minute += 5) {
      counts.push((await goTo(new Date(now().getTime() + 5 * minuteMs - 1000))).length);
    }
    expect(begun.toSorted()).toEqual(members.map(({ accountId }) => accountId).toSorted());
    expect(Math.max(...counts)).toBeLessThan(15);
  });

  test('processes that look at the same moment give each turn once', async () => {
    const { begun, goTo, look } = open({ accounts: 150 });
    await Promise.all([goTo('2026-03-10T12:16:30.000Z'), look(0), look(0), look(0)]);
    expect(begun).toHaveLength(150);
    expect(new Set(begun).size).toBe(150);
  });

  test('several processes that all want to look come to one look in each interval', async () => {
    const { goTo, look, looks } = open();
    await goTo('2026-03-10T12:16:00.000Z');
    await Promise.all([look(), look()]);
    expect(looks()).toBe(1);
    await goTo('2026-03-10T12:16:00.999Z');
    expect(looks()).toBe(1);
    await goTo('2026-03-10T12:16:01.000Z');
    expect(looks()).toBe(2);
  });

  test('a restart within a period gives no turn twice', async () => {
    const { begun, goTo } = open();
    await goTo('2026-03-10T11:47:00.000Z');
    expect(begun.length).toBeGreaterThan(5);
    // An account whose turn comes just then may be new among them; nobody may be among them again.
    await goTo('2026-03-10T11:47:02.000Z');
    expect(begun).toHaveLength(new Set(begun).size);
  });

  test('across midnight and a night with a change of clocks each hour has one turn an account', async () => {
    const { begun, goTo, members } = open({ start: '2026-03-28T22:17:00.000Z', accounts: 5 });
    const first = Date.parse('2026-03-28T22:16:00.000Z');
    for (let hour = 1; hour <= 8; hour += 1) await goTo(new Date(first + hour * hourMs));
    expect(begun).toHaveLength(8 * members.length);
  });

  test('turns that passed while nobody looked are made up for in the same period, older ones are let go', async () => {
    const { begun, goTo, members } = open({ accounts: 10 });
    await goTo('2026-03-10T12:16:00.000Z');
    await goTo('2026-03-10T19:16:00.000Z');
    expect(begun).toHaveLength(2 * members.length);
  });

  test('a clock that goes back gives no turn again', async () => {
    const { begun, goTo } = open({ accounts: 10 });
    await goTo('2026-03-10T12:16:00.000Z');
    await goTo('2026-03-10T10:16:00.000Z');
    expect(begun).toHaveLength(10);
  });

  test('an account that is gone at the next look has no turn', async () => {
    const { begun, goTo, members } = open({ accounts: 10 });
    const [suspended] = members.splice(0, 1);
    await goTo('2026-03-10T12:16:00.000Z');
    expect(begun).toHaveLength(9);
    expect(begun).not.toContain(suspended?.accountId);
  });

  test('an account that came after its place in the period waits for the next one', async () => {
    const { begun, goTo, members, name } = open({ accounts: 0 });
    const accountId = randomUUID();
    const period = findPeriod('17 * * * *', new Date('2026-03-10T11:30:00.000Z'));
    const turn = toTurn(name, accountId, period);
    members.push({ accountId, installedAt: new Date(turn.getTime() + 1) });
    await goTo(new Date(period.end.getTime() - 1));
    expect(begun).toEqual([]);
    await goTo(new Date(period.end.getTime() + hourMs - 1));
    expect(begun).toEqual([accountId]);
  });

  test('a turn whose work can’t be begun is not used up', async () => {
    const { begun, goTo, schedule } = open({ accounts: 3 });
    const broken = { ...schedule, begin: () => Promise.reject(new Error('no')) };
    const run = createRunSchedule({
      database: database(),
      now: () => new Date('2026-03-10T12:15:00.000Z'),
      everyMs: 1000,
    });
    await expect(run(broken)).rejects.toThrow('no');
    await goTo('2026-03-10T12:16:30.000Z');
    expect(begun).toHaveLength(3);
  });
});
