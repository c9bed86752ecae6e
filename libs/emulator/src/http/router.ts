import { findDecoded } from './decode.ts';
import { toRouteName, type Route } from './route.ts';

/** What a path led to. */
export type Match = {
  readonly route: Route;
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
};

type Entry = { readonly route: Route; readonly name: string; readonly segments: readonly string[] };

const none: Readonly<Record<string, string>> = Object.freeze({});

const matchSegments = (
  pattern: readonly string[],
  path: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    if (part === '*') {
      params['*'] = path.slice(i).join('/');
      return params;
    }
    const given = path[i];
    if (given === undefined) return undefined;
    if (part.startsWith(':')) {
      const value = given === '' ? undefined : findDecoded(given);
      if (value === undefined) return undefined;
      params[part.slice(1)] = value;
    } else if (part !== given) return undefined;
  }
  return pattern.length === path.length ? params : undefined;
};

/**
 * Finds the route of a request. Paths without parameters are one map look-up; a slash at the end counts, because
 * Trackunit's GraphQL address depends on it.
 */
export const createRouter = (routes: readonly Route[]) => {
  const fixed = new Map<string, Match>();
  const patterned: Entry[] = [];
  for (const route of routes) {
    const name = toRouteName(route);
    if (/[:*]/.test(route.path)) patterned.push({ route, name, segments: route.path.split('/') });
    else if (fixed.has(name)) throw new Error(`Two routes are called ${name}`);
    else fixed.set(name, { route, name, params: none });
  }

  const findMatch = (method: string, path: string): Match | undefined => {
    const exact = fixed.get(`${method} ${path}`);
    if (exact) return exact;
    const segments = path.split('/');
    for (const { route, name, segments: pattern } of patterned) {
      if (route.method !== method) continue;
      const params = matchSegments(pattern, segments);
      if (params) return { route, name, params };
    }
    return undefined;
  };

  return { findMatch, names: routes.map(toRouteName) };
};

/** See `createRouter`. */
export type Router = ReturnType<typeof createRouter>;
