import type { Choices } from '../choices.ts';
import type { PlatformClock } from '../clock/platform-clock.ts';
import type { EventLog } from '../control/event-log.ts';
import { createKeyRing, type SigningKeys, type StoredKey } from '../keys/key-ring.ts';
import { createIdentitySigner } from '../marketplace/identity.ts';
import { createKeyId } from '../random.ts';
import type { Credentials } from '../state/credentials.ts';
import type { State } from '../state/state.ts';
import { createTokens } from './tokens.ts';

type Options = {
  readonly keys: Partial<SigningKeys>;
  readonly clock: PlatformClock;
  readonly log: EventLog;
  readonly choices: () => Choices;
  readonly createId: () => string;
  readonly issuer: () => string;
  readonly state: State;
  readonly credentials: Credentials;
  /** Called when there are other keys than before. */
  readonly onChange: () => void;
};

/** Keys, tokens and identities: everything that somebody outside has to believe. */
export const createTrust = ({
  keys,
  clock,
  log,
  choices,
  createId,
  issuer,
  state,
  credentials,
  onChange,
}: Options) => {
  const ringOf = (stored: readonly StoredKey[] = [], algorithm: () => string) =>
    createKeyRing({ stored, algorithm, createId: createKeyId, onChange });
  const identityRing = ringOf(keys.identity, () => choices().identityAlgorithm);
  const tokenRing = ringOf(keys.token, () => 'RS256');

  const isClient = (clientId: string): boolean =>
    [state.findClient, credentials.findUser, credentials.findKey].some(
      (find) => find(clientId) !== undefined,
    );
  const tokens = createTokens({ ring: tokenRing, log, clock, choices, issuer, createId, isClient });
  const signIdentity = createIdentitySigner({
    ring: identityRing,
    nowMs: clock.signingNowMs,
    choices,
    createId,
  });

  return { identityRing, tokenRing, tokens, signIdentity };
};
