import { z } from 'zod';
import { choicesSchema } from '../choices.ts';
import { getParam } from '../http/call.ts';
import { noContent, toFailure, toJson } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { parseBody } from './parse-body.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';

const rotateSchema = z.strictObject({
  keys: z.enum(['identity', 'token']),
  /** Whether the old keys stay published. */
  keepOld: z.boolean().default(true),
});

const identitySchema = z.strictObject({
  irisAppId: z.string(),
  accountId: z.string(),
  body: z.string().optional(),
  claims: z.record(z.string(), z.unknown()).optional(),
  omitClaims: z.array(z.string()).optional(),
});

const repeatSchema = z.strictObject({ sameIdentity: z.boolean().default(false) });

/** `partial()` alone would fill defaults in and so undo every earlier choice. */
const choicesPatchSchema = z.record(z.string(), z.unknown());

/** Keys, tokens, identities and choices of the control API. */
export const createTrustRoutes = (platform: Platform): readonly OpenRoute[] => {
  const { identityRing, tokenRing, tokens, log, signIdentity, courier } = platform;

  const patchChoices = async (patch: Readonly<Record<string, unknown>>) => {
    const parsed = choicesSchema.safeParse({ ...platform.choices(), ...patch });
    if (!parsed.success) {
      return { status: 400, code: 'constraint_violation', message: z.prettifyError(parsed.error) };
    }
    await platform.choose(parsed.data);
    return parsed.data;
  };

  return [
    createControlRoute('GET', '/choices', () => toJson(200, platform.choices())),
    createControlRoute('PATCH', '/choices', onBody(choicesPatchSchema, patchChoices)),
    createControlRoute(
      'POST',
      '/keys',
      onBody(rotateSchema, async ({ keys, keepOld }) => {
        const ring = keys === 'identity' ? identityRing : tokenRing;
        await ring.rotate({ keepOld });
        return ring.jwks();
      }),
    ),
    createControlRoute(
      'POST',
      '/identities',
      onBody(identitySchema, ({ irisAppId, accountId, body, claims, omitClaims = [] }) =>
        signIdentity({
          irisAppId,
          accountId,
          ...(body === undefined ? {} : { body }),
          claims: { ...claims, ...Object.fromEntries(omitClaims.map((name) => [name, undefined])) },
        }),
      ),
    ),
    createControlRoute('DELETE', '/tokens/:tokenId', (call) => {
      const tokenId = getParam(call, 'tokenId');
      if (!log.tokens().some((token) => token.tokenId === tokenId)) {
        return toFailure(404, 'unknown_token', `No token ${tokenId}; see GET /_emulator/tokens`);
      }
      tokens.revokeToken(tokenId);
      log.addChange('tokens');
      return noContent;
    }),
    createControlRoute('POST', '/deliveries/:messageId/repeat', async (call) => {
      const parsed = parseBody(call, repeatSchema);
      if ('refusal' in parsed) return parsed.refusal;
      const repeated = await courier.redeliver(getParam(call, 'messageId'), parsed.value.sameIdentity);
      return repeated
        ? toJson(200, repeated)
        : toFailure(404, 'unknown_message', 'No such message; see messageId in GET /_emulator/deliveries');
    }),
  ];
};
