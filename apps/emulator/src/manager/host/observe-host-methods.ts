import {
  hostMethodNames,
  parseHostCall,
  type HostMethodName,
  type HostMethods,
} from '@trackunit/iris-app-sdk';
import type { HostLog } from './host-log.ts';

type AnyMethod = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * Checks what an extension sends (it is another origin's code) and tells the log about each call. Answers with plain
 * functions by name, as penpal takes them.
 */
export function observeHostMethods(dependencies: {
  readonly methods: HostMethods;
  readonly log: Pick<HostLog, 'add'>;
  readonly extensionId: string;
  readonly now?: () => Date;
}): Record<HostMethodName, AnyMethod> {
  const { methods, log, extensionId, now = () => new Date() } = dependencies;
  const observe =
    (name: HostMethodName): AnyMethod =>
    async (...args) => {
      const startedAt = now();
      const record = (outcome: 'fulfilled' | 'rejected', reply: unknown) =>
        log.add({
          at: startedAt.toISOString(),
          extensionId,
          name,
          direction: 'to-manager',
          args,
          outcome,
          reply,
          durationMs: now().getTime() - startedAt.getTime(),
        });
      try {
        const reply = await (methods[name] as AnyMethod)(...parseHostCall(name, args));
        record('fulfilled', withoutToken(reply));
        return reply;
      } catch (error) {
        record('rejected', error instanceof Error ? error.message : 'unknown reason');
        throw error;
      }
    };
  return Object.fromEntries(hostMethodNames.map((name) => [name, observe(name)])) as Record<
    HostMethodName,
    AnyMethod
  >;
}

/** The log is for people to read and to share; a token in it would be one to steal. */
function withoutToken(reply: unknown): unknown {
  if (typeof reply !== 'object' || reply === null || !('token' in reply)) return reply;
  return { ...reply, token: '(hidden)' };
}
