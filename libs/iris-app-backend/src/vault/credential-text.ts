import { Secret, type Credential } from '@fleet-watch/trackunit-client';
import { z } from 'zod';

/** A credential before it has a generation. */
export type NewCredential = Credential extends infer One
  ? One extends Credential
    ? Omit<One, 'generation'>
    : never
  : never;

const secret = z.string().transform((text) => new Secret(text));
const client = { clientId: z.string(), clientSecret: secret };

const credentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('APP_INSTALL'), ...client }),
  z.object({ kind: z.literal('API_KEY'), ...client }),
  z.object({ kind: z.literal('API_USER'), ...client, username: z.string(), password: secret }),
]);

/** The purpose of a credential's envelope. */
export const credentialPurpose = 'credential';

/** What a credential's keyed digest is of. */
export const toMacText = (irisAppId: string, accountId: string, text: string): string =>
  JSON.stringify([irisAppId, accountId, text]);

/** The text that goes into the envelope. */
export const toCredentialText = (credential: NewCredential): string => {
  const { kind, clientId, clientSecret } = credential;
  const user =
    kind === 'API_USER' ? { username: credential.username, password: credential.password.reveal() } : {};
  return JSON.stringify({ kind, clientId, clientSecret: clientSecret.reveal(), ...user });
};

/** The credential that came out of the envelope. */
export const parseCredentialText = (text: string, generation: number): Credential => ({
  ...credentialSchema.parse(JSON.parse(text)),
  generation: String(generation),
});
