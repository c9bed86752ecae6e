import { useHostStore, useHostValue } from '../host-context.ts';
import type { EnvironmentContext } from '../host-methods.ts';

/** Every member is undefined until Manager answered. */
export type UseEnvironment = { readonly [Member in keyof EnvironmentContext]?: EnvironmentContext[Member] };

const unknownYet: UseEnvironment = {};

/**
 * Where the extension runs: `{ environment, managerUrl, irisAppId, extensionId, colorScheme }`.
 * @see https://developers.trackunit.com — "Trackunit providers" (the name is documented, the members are inferred)
 */
export function useEnvironment(): UseEnvironment {
  return useHostValue(useHostStore().environment) ?? unknownYet;
}
