import { setTimeout } from 'node:timers/promises';
import { authorise } from '../auth/authorise.ts';
import type { Grant } from '../auth/grant.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import { findReplacement, spoil } from '../faults/spoil.ts';
import type { Platform } from '../platform.ts';
import type { Call } from './call.ts';
import { noAnswer, type Reply } from './reply.ts';
import type { Match } from './router.ts';

/** What a route answered, for whom, and what spoilt it. */
export type Run = {
  readonly reply: Reply;
  readonly accountId?: string | undefined;
  readonly grant?: Grant | undefined;
  readonly fault?: FaultRule | undefined;
};

type Options = {
  readonly platform: Pick<Platform, 'tokens' | 'faults' | 'closing'>;
  readonly managerPage: () => string;
};

/** Waits out every latency. */
const waitOut = async (struck: readonly FaultRule[], signal: AbortSignal): Promise<void> => {
  for (const { effect } of struck)
    if (effect.kind === 'latency') await setTimeout(effect.ms, undefined, { signal });
};

/** Runs a route for whom it is, with the faults that strike. */
export const createRouteRunner = ({ platform, managerPage }: Options) => {
  const { tokens, faults, closing } = platform;

  const spoilt = async (struck: readonly FaultRule[], run: () => Reply | Promise<Reply>): Promise<Reply> => {
    try {
      await waitOut(struck, closing);
    } catch {
      // The emulator closes: nobody waits any more.
      return noAnswer;
    }
    const effect = struck.find((rule) => rule.effect.kind !== 'latency')?.effect;
    if (!effect) return run();
    return findReplacement(effect, managerPage) ?? spoil(effect, await run());
  };

  return async ({ route, name }: Match, call: Call): Promise<Run> => {
    const access = route.access ? await authorise(call, tokens, route.access.anyOf) : undefined;
    const accountId = access?.grant?.accountId ?? (route.access ? undefined : route.findAccount?.(call));
    const run = (): Reply | Promise<Reply> => {
      if (access && 'refusal' in access) return access.refusal;
      if (!route.access) return route.handle(call);
      if (!access?.grant) throw new Error(`${name} was let through without a grant`);
      return route.handle(call, access.grant);
    };
    const struck = route.fidelity === 'ours' ? [] : faults.strike(name, accountId);
    const reply = struck.length === 0 ? await run() : await spoilt(struck, run);
    return { reply, accountId, grant: access?.grant, fault: struck.at(-1) };
  };
};
