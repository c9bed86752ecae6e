import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';
import type { BenchRow } from '../bench-row.ts';
import { startSigner } from './load.ts';

const connections = 32;
/** Many short rounds: on a machine that others share, its speed changes from second to second. */
const rounds = 100;
const requestsEach = 2_000;
const requestsToWarmUp = 10_000;

const hear = async <Answer>(child: ChildProcess): Promise<Answer> =>
  ((await once(child, 'message')) as [Answer])[0];

/** Fleet Watch's check of users' tokens before a small route, or nothing before it, in a process of its own. */
const startRoute = async (...jwksUrl: string[]) => {
  const child = fork('apps/backend/src/testing/checked-route.ts', jwksUrl, { execArgv: [] });
  const { url } = await hear<{ url: string }>(child);
  const askCpuMicros = async (): Promise<number> => {
    const answer = hear<{ cpuMicros: number }>(child);
    child.send('cpu');
    return (await answer).cpuMicros;
  };
  return { url, askCpuMicros, stop: () => child.kill('SIGKILL') };
};

type Route = Awaited<ReturnType<typeof startRoute>>;

/** How long the server's thread works on one request, in microseconds: whoever sends the requests is not counted. */
const measureCpuMicros = async (
  { url, askCpuMicros }: Route,
  token: string,
  amount = requestsEach,
): Promise<number> => {
  const before = await askCpuMicros();
  const headers = { authorization: `Bearer ${token}` };
  const { non2xx, requests } = await autocannon({ url, headers, connections, amount, sampleInt: 20 });
  if (non2xx > 0) throw new Error(`${non2xx} answers were not 2xx`);
  return ((await askCpuMicros()) - before) / requests.total;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** A route with a known token against the same route without a check, in requests for a second of the server's thread. */
export const measureUserTokens = async (): Promise<readonly BenchRow[]> => {
  const signer = await startSigner();
  const token = await signer.userToken();
  const [open, checked] = [await startRoute(), await startRoute(signer.jwksUrl)];
  const costs: number[] = [];
  try {
    for (const route of [open, checked]) await measureCpuMicros(route, token, requestsToWarmUp);
    for (let index = 0; index < rounds; index += 1) {
      const without = await measureCpuMicros(open, token);
      const withCheck = await measureCpuMicros(checked, token);
      costs.push(1 - without / withCheck);
    }
  } finally {
    open.stop();
    checked.stop();
    signer.stop();
  }
  const percent = Number((median(costs) * 100).toFixed(1));
  return [{ name: 'cost of a known user token', value: percent, unit: '%', aim: '≤ 15', ok: percent <= 15 }];
};
