import { findHeader, type Call } from '../http/call.ts';
import { toFailure, type Reply } from '../http/reply.ts';
import type { Grant } from './grant.ts';
import type { TokenProblem } from './known-grants.ts';
import type { Tokens } from './tokens.ts';

const messages: Readonly<Record<TokenProblem, string>> = {
  unknown: 'This token was not issued here. Get one from /apptoken, /token or /token/v2 of this emulator.',
  expired: 'The token has expired. Get a new one.',
  revoked:
    'The token was revoked: the app was uninstalled or reinstalled, or somebody revoked it. Get a new one.',
};

const unauthorised = (message: string): Reply => toFailure(401, 'unauthorized', message);

/** The grant of a request, or the answer that refuses it. Codes of 401 and 403 are not published. */
export const authorise = async (
  call: Call,
  tokens: Tokens,
  anyOf: readonly string[],
): Promise<{ readonly grant: Grant } | { readonly refusal: Reply; readonly grant?: Grant }> => {
  const header = findHeader(call, 'authorization') ?? '';
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  if (token === undefined)
    return { refusal: unauthorised('Send Authorization: Bearer with an access token.') };
  const grant = await tokens.findGrant(token);
  if (typeof grant === 'string') return { refusal: unauthorised(messages[grant]) };
  // `api` is the scope of an API user, who acts as an administrator.
  if (anyOf.length === 0 || grant.scopes.has('api') || anyOf.some((scope) => grant.scopes.has(scope)))
    return { grant };
  const held = [...grant.scopes].join(' ') || 'nothing';
  return {
    grant,
    refusal: toFailure(
      403,
      'forbidden',
      `This needs the scope ${anyOf.join(' or ')}; the token holds ${held}.`,
    ),
  };
};
