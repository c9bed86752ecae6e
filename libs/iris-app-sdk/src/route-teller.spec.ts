import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRouteTeller, routeRestMs } from './route-teller.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const listen = () => {
  const told: string[] = [];
  const teller = createRouteTeller((route, { replace = false } = {}) => {
    told.push(`${replace ? 'replace' : 'push'} ${route}`);
  });
  return { told, teller };
};

test('a new step is told at once', () => {
  const { told, teller } = listen();
  teller.tell('/?page=2');
  expect(told).toEqual(['push /?page=2']);
});

test('of routes that replace each other quickly only the last is told, once it rests', () => {
  const { told, teller } = listen();
  for (const route of ['/?q=c', '/?q=cr', '/?q=cra']) {
    teller.tell(route, { replace: true });
    vi.advanceTimersByTime(routeRestMs - 1);
  }
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['replace /?q=cra']);
});

test('a new step tells what was resting first, so that going back finds it', () => {
  const { told, teller } = listen();
  teller.tell('/?q=crane', { replace: true });
  teller.tell('/?q=crane&state=ALL');
  vi.runAllTimers();
  expect(told).toEqual(['replace /?q=crane', 'push /?q=crane&state=ALL']);
});

test('what was dropped is never told', () => {
  const { told, teller } = listen();
  teller.tell('/?q=crane', { replace: true });
  teller.drop();
  vi.runAllTimers();
  expect(told).toEqual([]);
});
