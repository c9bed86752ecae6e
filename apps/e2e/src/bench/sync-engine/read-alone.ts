import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AccountSummary } from '@fleet-watch/emulator';
import type { BenchSystem } from './fixture.ts';

/** Fetching and parsing a fleet and nothing else, in a process of its own. Answers assets a second. */
export const readAlone = async (
  { trackunit }: BenchSystem,
  { accountId }: AccountSummary,
): Promise<number> => {
  const answer = await fetch(`${trackunit.url}/_emulator/api-keys`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ accountId, scopes: ['asset.view'] }),
  });
  const { clientId, clientSecret } = (await answer.json()) as { clientId: string; clientSecret: string };
  const script = new URL('read-fleet.ts', import.meta.url).pathname;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [script, trackunit.url, clientId, clientSecret]);
  return Number(stdout);
};
