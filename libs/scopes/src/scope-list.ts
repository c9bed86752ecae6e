import { isIrisScope, type IrisScopeName } from './iris-scope.ts';

/**
 * Reads the `scope` member of a token answer.
 *
 * Words that are no documented scope are dropped: new ones appear without a warning and grant us nothing.
 *
 * @param text scopes with white space between them, or nothing
 * @returns each known scope once, sorted
 */
export const parseScopeList = (text: string | undefined): readonly IrisScopeName[] =>
  [...new Set((text ?? '').split(/\s+/).filter(isIrisScope))].sort();

/**
 * Writes the `scope` parameter of a token request: each scope once, sorted, one space between.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 */
export const toScopeParameter = (scopes: readonly string[]): string => [...new Set(scopes)].sort().join(' ');
