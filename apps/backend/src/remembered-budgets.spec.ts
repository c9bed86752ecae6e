import { createMemoryBudgetStore, type BudgetStore } from '@fleet-watch/trackunit-client';
import { expect, test } from 'vitest';
import { rememberBudgets } from './remembered-budgets.ts';

const key = { environment: 'https://iris.example', accountId: 'a', endpoint: 'graphql' };

const open = () => {
  const shared = createMemoryBudgetStore();
  let asked = 0;
  const counted: BudgetStore = {
    ...shared,
    reserve: (...question) => {
      asked += 1;
      return shared.reserve(...question);
    },
  };
  return { shared, budgets: rememberBudgets(counted), asked: () => asked };
};

test('a free endpoint is asked for once a second, whatever the pages', async () => {
  const { budgets, asked } = open();
  for (let nowMs = 5000; nowMs < 7000; nowMs += 10) expect(await budgets.reserve(key, 0, nowMs)).toBe(nowMs);
  expect(asked()).toBe(2);
});

test('a pause of this process counts at once', async () => {
  const { budgets } = open();
  await budgets.reserve(key, 0, 5000);
  await budgets.pause(key, 9000);
  expect(await budgets.reserve(key, 0, 5001)).toBe(9000);
  expect(await budgets.reserve(key, 0, 9000)).toBe(9000);
});

test('a pause of another process counts within a second', async () => {
  const { budgets, shared } = open();
  await budgets.reserve(key, 0, 5000);
  await shared.pause(key, 9000);
  expect(await budgets.reserve(key, 0, 6000)).toBe(9000);
});

test('what is free for one account says nothing of another', async () => {
  const { budgets, shared } = open();
  await budgets.reserve(key, 0, 5000);
  await shared.pause({ ...key, accountId: 'b' }, 9000);
  expect(await budgets.reserve({ ...key, accountId: 'b' }, 0, 5001)).toBe(9000);
});

test('places that are spaced out are taken one by one', async () => {
  const { budgets, asked } = open();
  expect(await budgets.reserve(key, 1000, 5000)).toBe(5000);
  expect(await budgets.reserve(key, 1000, 5000)).toBe(6000);
  expect(asked()).toBe(2);
});
