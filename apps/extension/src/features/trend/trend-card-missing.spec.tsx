import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { createFixtureFleet, createFixtureTrend } from '../../testing/fixture-fleet.ts';
import { setUpExtensionTests } from '../../testing/render-extension.tsx';
import { TrendCard } from './trend-card.tsx';

vi.mock('./trend-chart.tsx', () => {
  throw new Error('404');
});

const render = setUpExtensionTests();
afterEach(cleanup);

test('a chart that cannot be fetched says so in its place, and the page around it stays', async () => {
  const now = Date.parse('2026-11-22T06:00:00Z');
  render(() => <TrendCard trend={createFixtureTrend(createFixtureFleet(20, now), now)} />);
  expect(await screen.findByText(/could not be loaded/)).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Silent machines, last 90 days' })).toBeDefined();
});
