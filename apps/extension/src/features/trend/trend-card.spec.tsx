import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { createFixtureFleet, createFixtureTrend } from '../../testing/fixture-fleet.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { TrendCard } from './trend-card.tsx';

const render = setUpExtensionTests();
afterEach(cleanup);

const now = Date.parse('2026-11-22T06:00:00Z');
const trend = createFixtureTrend(createFixtureFleet(250, now), now);

test('the keyboard walks through the days, and each is said in words', async () => {
  render(() => <TrendCard trend={trend} />);
  const chart = await screen.findByRole('slider', { name: /Silent machines by day/ });
  await userEvent.tab();
  await userEvent.tab();
  expect(document.activeElement).toBe(chart);
  expect(chart.getAttribute('aria-valuetext')).toMatch(/^November 22, 2026: 22 silent, 219 reporting/);
  await userEvent.keyboard('{ArrowLeft}');
  expect(chart.getAttribute('aria-valuetext')).toMatch(/^November 21, 2026: /);
  await userEvent.keyboard('{Home}');
  expect(chart.getAttribute('aria-valuetext')).toMatch(/^August 25, 2026: \d+ silent, estimated/);
  expect(chart.getAttribute('aria-valuenow')).toBe('0');
});

test('Page Up and Page Down walk by a week, and no key leads beyond the first or the last day', async () => {
  render(() => <TrendCard trend={trend} />);
  const chart = await screen.findByRole('slider');
  act(() => chart.focus());
  const walk = async (keys: string) => {
    await userEvent.keyboard(keys);
    return chart.getAttribute('aria-valuenow');
  };
  expect(await walk('{ArrowRight}')).toBe('89');
  expect(await walk('{PageDown}')).toBe('82');
  expect(await walk('{PageDown}{PageUp}')).toBe('82');
  expect(await walk('{Home}{ArrowLeft}')).toBe('0');
  expect(await walk('{PageDown}{PageUp}')).toBe('7');
  expect(await walk('{End}{PageUp}')).toBe('89');
  expect(chart.getAttribute('aria-valuetext')).toMatch(/^November 22, 2026: /);
});

test('a key that walks through the days does not scroll the page, and any other key does what it does', async () => {
  render(() => <TrendCard trend={trend} />);
  const chart = await screen.findByRole('slider');
  expect(fireEvent.keyDown(chart, { key: 'PageDown' })).toBe(false);
  expect(fireEvent.keyDown(chart, { key: 'Tab' })).toBe(true);
});

test('Escape takes away the mark of the day that is pointed at', async () => {
  const { container } = render(() => <TrendCard trend={trend} />);
  const chart = await screen.findByRole('slider');
  act(() => chart.focus());
  expect(container.querySelector('[class*="mark"]')).not.toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(container.querySelector('[class*="mark"]')).toBeNull();
});

test('the same days can be read as a table, the newest first', async () => {
  render(() => <TrendCard trend={trend} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
  const table = await screen.findByRole('table');
  const rows = within(table).getAllByRole('row');
  expect(rows).toHaveLength(91);
  expect(rows[1]?.textContent).toBe('Nov 22222199Measured');
  expect(rows[90]?.textContent).toMatch(/^Aug 25.*Estimated$/);
});

test('estimated days are explained, and only where there are any', async () => {
  const { unmount } = render(() => <TrendCard trend={trend} />);
  expect(await screen.findByText(/Estimated from when each machine was last seen/)).toBeDefined();
  unmount();
  render(() => <TrendCard trend={trend.slice(-10)} />);
  await screen.findByRole('slider');
  expect(screen.queryByText(/Estimated from when/)).toBeNull();
});

const drawnDays = (container: HTMLElement, line: string) =>
  (container.querySelector(`path[class*="${line}"]`)?.getAttribute('d')?.match(/[ML]/g) ?? []).length;

test('a day that no sync came through on is dotted as well, and the explanation covers it', async () => {
  const gap = trend.slice(-10).map((day, index) => ({ ...day, estimated: index === 5 }));
  const { container } = render(() => <TrendCard trend={gap} />);
  await screen.findByRole('slider');
  expect(drawnDays(container, 'estimatedLine')).toBe(3);
  expect(drawnDays(container, 'measuredLine')).toBe(9);
  expect(screen.getByText(/not installed yet, or no sync came through/)).toBeDefined();
});

test('the numbers of a day stand in the half of the chart where its dot is not', async () => {
  const silent = [12, 5, 7];
  const days = trend.slice(-3).map((day, index) => ({ ...day, silent: silent[index] ?? 0 }));
  const { container } = render(() => <TrendCard trend={days} />);
  const isHigh = () => container.querySelector('[class*="mark"]')?.hasAttribute('data-high');
  const chart = await screen.findByRole('slider');
  act(() => chart.focus());
  expect(isHigh()).toBe(true);
  await userEvent.keyboard('{ArrowLeft}');
  expect(isHigh()).toBe(false);
});

test('a trend without days says when it begins', async () => {
  render(() => <TrendCard trend={[]} />);
  expect(await screen.findByText('The trend starts with the first sync.')).toBeDefined();
});
