import type { Page } from 'playwright-core';

/** What a page's browser complains about, in whatever frame. */
export type Complaints = {
  /** What came since the last time, as the console words it, with the address that it is about. */
  readonly take: () => readonly string[];
};

const loud = ['error', 'warning', 'assert'];

/** Listens to a page and its frames: errors and warnings in the console, and faults that nobody caught. */
export const listenForComplaints = (page: Page): Complaints => {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (loud.includes(message.type())) heard.push(`${message.text()} (${message.location().url})`);
  });
  return { take: () => heard.splice(0) };
};

/** What nobody expected, and what was expected and never came. Each pattern is for as many complaints as fit it. */
export const listSurprises = (
  complaints: readonly string[],
  expected: readonly RegExp[],
): readonly string[] => [
  ...complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
  ...expected
    .filter((pattern) => !complaints.some((complaint) => pattern.test(complaint)))
    .map((pattern) => `expected and never said: ${pattern}`),
];
