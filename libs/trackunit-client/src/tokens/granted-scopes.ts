import { IrisScope, parseScopeList } from '@fleet-watch/scopes';
import type { CredentialKind } from './credential.ts';

/** Texts of grants repeat over accounts: one list for all of them saves memory for 100,000. */
const maxInterned = 256;

/** Scopes that are documented or were asked for: the platform knows some that its documents do not name. */
const parseGranted = (text: string, asked: string): readonly string[] => {
  const wanted = new Set(asked.split(' '));
  const given = text.split(/\s+/).filter((word) => wanted.has(word));
  return [...new Set<string>([...parseScopeList(text), ...given])].sort();
};

/**
 * Makes a reader of what a grant grants.
 *
 * @param declaredScopes the manifest's, which may be none that a document names
 */
export const createGrantReader = (declaredScopes: readonly string[] = []) => {
  const everyScope = Object.freeze([...new Set([...Object.values(IrisScope), ...declaredScopes])].sort());
  const interned = new Map<string, readonly string[]>();
  /**
   * @param asked with one space between
   * @param granted the answer's `scope`; without one everything asked for is granted (RFC 6749, section 5.1)
   * @returns sorted; for an API user every scope, documented or declared, because it acts as an administrator
   */
  return (kind: CredentialKind, asked: string, granted: string | undefined): readonly string[] => {
    if (kind === 'API_USER') return everyScope;
    const text = granted ?? asked;
    const key = `${asked}\n${text}`;
    const known = interned.get(key);
    if (known !== undefined) return known;
    const list = Object.freeze(parseGranted(text, asked));
    if (interned.size < maxInterned) interned.set(key, list);
    return list;
  };
};
