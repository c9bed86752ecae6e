import { test } from 'vitest';
import {
  budgetStoreContract,
  createMemoryBudgetStore,
  createMemoryRenewalLease,
  createMemoryTokenStore,
  renewalLeaseContract,
  tokenStoreContract,
} from '../index.ts';

for (const { name, check } of tokenStoreContract) {
  test(`token store in memory: ${name}`, () => check(() => createMemoryTokenStore()));
}
for (const { name, check } of renewalLeaseContract) {
  test(`lease in memory: ${name}`, () => check(() => createMemoryRenewalLease()));
}
for (const { name, check } of budgetStoreContract) {
  test(`budgets in memory: ${name}`, () => check(() => createMemoryBudgetStore()));
}
