import type { HostConnection } from './host-connection.ts';

/** Gives the token of the signed-in user for this app, fresh for each request. */
export interface TokenSource {
  /**
   * The token for one request. Asks the host when there is none yet or it ends within the margin; requests at the
   * same time share one question. `forceRefresh` asks in any case: for a request that was answered 401.
   * @throws HostConnectionError
   */
  getToken(options?: { readonly forceRefresh?: boolean }): Promise<string>;
}

/** How long before its end a token is no longer handed out. */
export const tokenRefreshMarginMs = 60_000;

/**
 * Keeps the token in the closure and nowhere else: not in storage, not in a log, not in an error. A token without
 * a known lifetime is asked for every time. Never kept longer than half its life, so that a margin larger than a
 * short life cannot ask in a loop.
 */
export function createTokenSource(dependencies: {
  readonly connection: Pick<HostConnection, 'call'>;
  readonly now?: () => number;
}): TokenSource {
  const { connection, now = Date.now } = dependencies;
  let kept: { readonly token: string; readonly freshUntilMs: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const askedAtMs = now();
    const { token, expiresInSeconds = 0 } = await connection.call('getTokenContext');
    const lifeMs = expiresInSeconds * 1_000;
    kept = { token, freshUntilMs: askedAtMs + Math.max(lifeMs - tokenRefreshMarginMs, lifeMs / 2) };
    return token;
  };

  return {
    async getToken({ forceRefresh = false } = {}) {
      if (!forceRefresh && kept && now() < kept.freshUntilMs) return kept.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
