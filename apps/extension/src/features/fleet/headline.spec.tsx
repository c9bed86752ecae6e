import type { FleetSummary, TrendDay } from '@fleet-watch/contracts';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { Headline } from './headline.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

/** Fourteen days that end on the 22nd; every day has other numbers, so that only one of them is right. */
const toSummary = (counts: Partial<FleetSummary>, day: Partial<TrendDay> = {}): FleetSummary => ({
  asOf: '2026-11-22T05:00:00Z',
  total: 1_000,
  silent: 60,
  reporting: 900,
  neverReported: 40,
  trend: Array.from({ length: 14 }, (_, index) => ({
    date: `2026-11-${String(9 + index).padStart(2, '0')}`,
    silent: 9 * index,
    reporting: 950 - 11 * index,
    neverReported: 30 + index,
    estimated: false,
    ...day,
  })),
  ...counts,
});

/** What each count says to who hears it, its change as a sign to who sees it, and whether that is good or bad news. */
const show = async (summary: FleetSummary) => {
  render(() => <Headline summary={summary} />);
  await screen.findByRole('button', { name: /^Silent/ });
  const toCount = (name: RegExp) => {
    const count = screen.getByRole('button', { name });
    const tone = /good|bad/.exec(count.querySelector('[class*="change"]')?.className ?? '');
    const read = count.cloneNode(true) as HTMLElement;
    const sign = read.querySelector('span[aria-hidden]');
    sign?.remove();
    return [read.textContent.replaceAll(/\s+/g, ' '), sign?.textContent, tone?.[0]];
  };
  return [/^Silent/, /^Reporting/, /^Never/].map(toCount);
};

test('a fleet that gets worse says so in words and in red', async () => {
  expect(await show(toSummary({}))).toEqual([
    ['Silent 60 6 more than a week ago', undefined, 'bad'],
    ['Reporting 900 16 more than a week ago', '16', 'good'],
    ['Never reported 40 4 more than a week ago', '4', 'bad'],
  ]);
});

test('a fleet that gets better says so in words and in green', async () => {
  expect(await show(toSummary({ silent: 53, reporting: 883, neverReported: 35 }))).toEqual([
    ['Silent 53 1 fewer than a week ago', undefined, 'good'],
    ['Reporting 883 1 fewer than a week ago', '1', 'bad'],
    ['Never reported 35 1 fewer than a week ago', '1', 'good'],
  ]);
});

test('the same number as a week ago is neither good nor bad', async () => {
  expect(await show(toSummary({ silent: 54, reporting: 884, neverReported: 36 }))).toEqual([
    ['Silent 54 Same as a week ago', undefined, undefined],
    ['Reporting 884 Same as a week ago', undefined, undefined],
    ['Never reported 36 Same as a week ago', undefined, undefined],
  ]);
});

test('without a number from that day there is nothing to compare', async () => {
  expect(await show(toSummary({ asOf: '2026-11-30T05:00:00Z' }))).toEqual([
    ['Silent 60 No number from last week yet', undefined, undefined],
    ['Reporting 900 No number from last week yet', undefined, undefined],
    ['Never reported 40 No number from last week yet', undefined, undefined],
  ]);
});

test('an estimate of last week is called one, and is no reason for red', async () => {
  expect(await show(toSummary({ neverReported: 36 }, { estimated: true }))).toEqual([
    ['Silent 60 6 more than a week ago, estimated', undefined, undefined],
    ['Reporting 900 16 more than a week ago, estimated', '≈ 16', undefined],
    ['Never reported 36 Same as a week ago, estimated', undefined, undefined],
  ]);
});
