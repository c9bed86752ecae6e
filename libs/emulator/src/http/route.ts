import type { Grant } from '../auth/grant.ts';
import type { Call } from './call.ts';
import type { Reply } from './reply.ts';

/** How sure we are that Trackunit does what a route does; `ours` is what no Trackunit has. */
export type Fidelity = 'documented' | 'seen' | 'inferred' | 'ours';

type Common = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Segments that begin with `:` are parameters; a last segment `*` takes the rest. */
  readonly path: string;
  readonly fidelity: Fidelity;
  /** The document or observation that the behaviour comes from. */
  readonly source: string;
};

/** A route that anybody may call. */
export type OpenRoute = Common & {
  readonly access?: undefined;
  /** The account that a request is about, as far as the request tells; for logs and faults. */
  readonly findAccount?: (call: Call) => string | undefined;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
};

/** A route that wants a token with at least one of the scopes. */
export type GuardedRoute = Common & {
  readonly access: { readonly anyOf: readonly string[] };
  readonly handle: (call: Call, grant: Grant) => Reply | Promise<Reply>;
};

/** One thing that the emulator answers. */
export type Route = OpenRoute | GuardedRoute;

/** A route's name in logs, fault rules and the coverage matrix. */
export const toRouteName = (route: Route): string => `${route.method} ${route.path}`;
