import type { Fleet } from '../fleet/fleet.ts';
import type { Grant } from '../auth/grant.ts';
import type { Call } from '../http/call.ts';
import { toFailure, type Reply } from '../http/reply.ts';
import type { Fidelity, GuardedRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';

/** What the handler of an IRIS API gets. */
export type ApiCall = { readonly call: Call; readonly grant: Grant; readonly fleet: Fleet };

/** Builds routes of one document: they share their fidelity and source unless one says otherwise. */
export const createApiRouter =
  (platform: Platform, fidelity: Fidelity, source: string) =>
  (
    method: GuardedRoute['method'],
    path: string,
    anyOf: readonly string[],
    handle: (api: ApiCall) => Reply | Promise<Reply>,
    notes: { readonly fidelity?: Fidelity; readonly source?: string } = {},
  ): GuardedRoute => ({
    method,
    path,
    fidelity,
    source,
    ...notes,
    access: { anyOf },
    handle: (call, grant) => {
      const fleet = platform.findFleet(grant.accountId);
      return fleet
        ? handle({ call, grant, fleet })
        : toFailure(403, 'forbidden', `The account ${grant.accountId} is not in the emulator any more`);
    },
  });

/** Codes of 404 are not published. */
export const notFound = (what: string, id: string): Reply => toFailure(404, 'not_found', `No ${what} ${id}`);
