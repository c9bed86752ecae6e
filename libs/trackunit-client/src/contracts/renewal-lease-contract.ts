import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RenewalLease } from '../tokens/renewal-lease.ts';
import type { ContractCase } from './contract.ts';

const long = 60_000;

/** The promises of a `RenewalLease`. They run by the real clock and take a fraction of a second. */
export const renewalLeaseContract: readonly ContractCase<RenewalLease>[] = [
  {
    name: 'of many who want a lease at once one gets it',
    check: async (create) => {
      const [lease, name] = [await create(), randomUUID()];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, number) => lease.acquire(name, `holder ${number}`, long)),
      );
      assert.equal(answers.filter(Boolean).length, 1);
    },
  },
  {
    name: 'the holder may take its lease again, nobody else may',
    check: async (create) => {
      const [lease, name] = [await create(), randomUUID()];
      assert.equal(await lease.acquire(name, 'a', long), true);
      assert.equal(await lease.acquire(name, 'a', long), true);
      assert.equal(await lease.acquire(name, 'b', long), false);
    },
  },
  {
    name: 'a lease that was given back is free, and only its holder can give it back',
    check: async (create) => {
      const [lease, name] = [await create(), randomUUID()];
      await lease.acquire(name, 'a', long);
      await lease.release(name, 'b');
      assert.equal(await lease.acquire(name, 'b', long), false);
      await lease.release(name, 'a');
      assert.equal(await lease.acquire(name, 'b', long), true);
    },
  },
  {
    name: 'a lease whose holder died is free after its time',
    check: async (create) => {
      const [lease, name] = [await create(), randomUUID()];
      await lease.acquire(name, 'dead', 50);
      await wait(120);
      assert.equal(await lease.acquire(name, 'heir', long), true);
    },
  },
  {
    name: 'leases of different names do not touch each other',
    check: async (create) => {
      const lease = await create();
      assert.equal(await lease.acquire(randomUUID(), 'a', long), true);
      assert.equal(await lease.acquire(randomUUID(), 'b', long), true);
    },
  },
];
