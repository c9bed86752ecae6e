import { z } from 'zod';
import { Secret } from '../secret.ts';
import type { CredentialKind } from './credential.ts';

/** Secrets are kept as they are: a space at an end may be part of a password. */
const secret = z
  .string()
  .min(1, 'must not be empty')
  .max(512)
  .transform((text) => new Secret(text));

const name = z.string().trim().min(1, 'must not be empty').max(512);

/**
 * A credential as an operator enters it, without its generation, which the vault gives. Texts that are secret come
 * out as `Secret`.
 */
export const credentialInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('APP_INSTALL'), clientId: name, clientSecret: secret }),
  z.strictObject({
    kind: z.literal('API_USER'),
    clientId: name,
    clientSecret: secret,
    username: name,
    password: secret,
  }),
  z.strictObject({ kind: z.literal('API_KEY'), clientId: name, clientSecret: secret }),
]);

/** What `credentialInputSchema` makes of an operator's input. */
export type CredentialInput = z.output<typeof credentialInputSchema>;

/** Every kind, and which of its members to ask for in the open and which without an echo. */
export const credentialKinds = {
  APP_INSTALL: { plain: ['clientId'], secret: ['clientSecret'] },
  API_USER: { plain: ['clientId', 'username'], secret: ['clientSecret', 'password'] },
  API_KEY: { plain: ['clientId'], secret: ['clientSecret'] },
} as const satisfies Record<CredentialKind, { plain: readonly string[]; secret: readonly string[] }>;
