import type { Fleet } from '../fleet/fleet.ts';
import type { Grant } from '../auth/grant.ts';
import type { Call } from '../http/call.ts';
import { toFailure, type Reply } from '../http/reply.ts';
import type { Fidelity, GuardedRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';

/** What the handler of an IRIS API gets. */
export type ApiCall = { readonly call: Call; readonly grant: Grant; readonly fleet: Fleet };

/** Where what a route does comes from, and how sure we are of it. */
type Evidence = { readonly fidelity: Fidelity; readonly source: string };

/** A route of an IRIS API; with evidence of its own where that of its document does not hold. */
export type ApiRoute = Partial<Evidence> & {
  readonly method: GuardedRoute['method'];
  readonly path: string;
  /** Any of these scopes opens it. */
  readonly scopes: readonly string[];
  readonly handle: (api: ApiCall) => Reply | Promise<Reply>;
};

/** Builds routes of one document: they share its evidence unless one says otherwise. */
export const createApiRouter =
  (platform: Platform, evidence: Evidence) =>
  ({ scopes, handle, ...route }: ApiRoute): GuardedRoute => ({
    ...evidence,
    ...route,
    access: { anyOf: scopes },
    handle: (call, grant) => {
      const fleet = platform.findFleet(grant.accountId);
      return fleet
        ? handle({ call, grant, fleet })
        : toFailure(403, 'forbidden', `The account ${grant.accountId} is not in the emulator any more`);
    },
  });

/** Codes of 404 are not published. */
export const notFound = (what: string, id: string): Reply => toFailure(404, 'not_found', `No ${what} ${id}`);
