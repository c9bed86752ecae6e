import type { ServerResponse } from 'node:http';
import type { Credential } from '../tokens/credential.ts';
import { createTokenProvider } from '../tokens/token-provider.ts';
import type { TokenProviderOptions } from '../tokens/token-provider-options.ts';
import { Secret } from '../secret.ts';
import { createManualClock } from './manual-clock.ts';
import { json, serve, type SeenRequest } from './serve.ts';

/** The form of a token request. */
export const toForm = ({ body }: SeenRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body));

export const installOf = (accountId: string, generation = '1'): Credential => ({
  kind: 'APP_INSTALL',
  generation,
  clientId: `client of ${accountId}`,
  clientSecret: new Secret(`s3cret ${generation}`),
});

type Answer = (form: Record<string, string>, count: number, response: ServerResponse) => unknown;

/** Grants what is asked for, a new token each time. */
export const grant: Answer = (form, count) => ({
  token_type: 'Bearer',
  expires_in: 3600,
  access_token: `token ${count}`,
  scope: form['scope'],
});

/**
 * A token server that answers as the test says, a clock that the test moves, and providers for both. `answer` may
 * return the JSON of a 200, write an answer itself, or return a promise of either.
 */
export const startTokenServer = async (answer: Answer = grant) => {
  const state = { answer };
  let count = 0;
  const server = await serve(async (request, response) => {
    count += 1;
    const value = await state.answer(toForm(request), count, response);
    if (value !== undefined && value !== response && !response.headersSent) json(response, value);
  });
  const clock = createManualClock();
  return {
    ...server,
    clock,
    /** Changes what the server answers from now on. */
    answerWith: (next: Answer): void => void (state.answer = next),
    createProvider: (options: Partial<TokenProviderOptions> = {}) =>
      createTokenProvider({
        authUrl: server.url,
        irisAppId: '@fleet-watch/fleet-watch',
        credentials: { findCredential: (accountId) => Promise.resolve(installOf(accountId)) },
        clock,
        sleep: clock.sleep,
        random: () => 0.5,
        ...options,
      }),
  };
};

/** Waits until something is so, at most two seconds. */
export const until = async (isSo: () => boolean): Promise<void> => {
  for (const end = Date.now() + 2_000; !isSo();) {
    if (Date.now() > end) throw new Error('did not become so within two seconds');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};
