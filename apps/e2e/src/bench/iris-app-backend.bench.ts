import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startPostgres } from '@fleet-watch/testing';
import { startBackend } from '../testing/start-backend.ts';
import type { BenchRow } from './bench-row.ts';
import { postAll, startContestant, startSigner, type Contender } from './iris-app-backend/load.ts';
import { measureUserTokens } from './iris-app-backend/user-tokens.ts';

const connections = 32;
const callbacksPerRound = 3000;
const rounds = 5;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

const assertAll = (statuses: ReadonlyMap<number, number>, status: number): void => {
  if (statuses.size !== 1 || !statuses.has(status))
    throw new Error(`expected ${status} only, got ${JSON.stringify([...statuses])}`);
};

/** Fleet Watch as operators run it; its lines for each install are left out, the hand-written handler has none. */
const startFleetWatch = async (databaseUrl: string, jwksUrl: string): Promise<Contender> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-bench-'));
  const settings = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ROLES: 'web', LOG_LEVEL: 'warn' };
  const env = { ...settings, TRACKUNIT_IDENTITY_JWKS_URL: jwksUrl };
  const { url, kill } = await startBackend(env, await findFreePort());
  const stop = async () => {
    await kill();
    await rm(dataDir, { recursive: true });
  };
  return { url: `${url}/appinstall`, stop };
};

type Signer = Awaited<ReturnType<typeof startSigner>>;

/** Both in turn on the same server, each in a process of its own; the first round warms up. */
const race = async (signer: Signer, ours: Contender, handwritten: Contender) => {
  const speeds = { ours: [] as number[], handwritten: [] as number[] };
  for (let index = 0; index <= rounds; index += 1) {
    for (const [kind, { url }] of Object.entries({ handwritten, ours })) {
      const messages = await signer.messages(index === 0 ? 500 : callbacksPerRound);
      const { statuses, perSecond } = await postAll(url, messages, connections);
      assertAll(statuses, 204);
      if (index > 0) speeds[kind as keyof typeof speeds].push(perSecond);
    }
  }
  return { ours: median(speeds.ours), handwritten: median(speeds.handwritten) };
};

const toRows = (what: string, us: string, speed: Awaited<ReturnType<typeof race>>): readonly BenchRow[] => {
  const ratio = speed.ours / speed.handwritten;
  return [
    { name: `${what}, hand-written`, value: round(speed.handwritten), unit: '1/s' },
    { name: `${what}, ${us}`, value: round(speed.ours), unit: '1/s' },
    {
      name: `${what}, ${us} against hand-written`,
      value: round(ratio, 2),
      unit: '×',
      aim: '≥ 1.0',
      ok: ratio >= 1,
    },
  ];
};

const measureForged = async (signer: Signer, { url }: Contender): Promise<BenchRow> => {
  const before = signer.requests();
  const forged = await postAll(url, await signer.forged(500), connections);
  assertAll(forged.statuses, 401);
  const value = signer.requests() - before;
  return { name: 'key requests caused by 500 forged callbacks', value, unit: '', aim: '≤ 1', ok: value <= 1 };
};

const measureCallbacks = async (): Promise<readonly BenchRow[]> => {
  const [postgres, signer] = [await startPostgres({ durable: true }), await startSigner()];
  const started: Contender[] = [];
  const start = async (starting: Promise<Contender>): Promise<Contender> => {
    const contender = await starting;
    started.push(contender);
    return contender;
  };
  const startNamed = async (name: Parameters<typeof startContestant>[0]) =>
    start(startContestant(name, await postgres.createDatabase(), signer.jwksUrl));
  try {
    const fleetWatch = await start(startFleetWatch(await postgres.createDatabase(), signer.jwksUrl));
    const withWork = await race(signer, fleetWatch, await startNamed('handwritten with work'));
    const library = await startNamed('library');
    const alone = await race(signer, library, await startNamed('handwritten'));
    return [
      ...toRows('installs with a first sync and its job', 'Fleet Watch', withWork),
      ...toRows('installs that nothing follows from', 'library', alone),
      await measureForged(signer, library),
    ];
  } finally {
    await Promise.all(started.map(({ stop }) => stop()));
    signer.stop();
    await postgres.stop();
  }
};

/** Measures what the Iris App backend library promises, in the app that is made with it where there is a difference. */
export const run = async (): Promise<BenchRow[]> => [
  ...(await measureCallbacks()),
  ...(await measureUserTokens()),
];
