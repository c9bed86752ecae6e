import { IrisScope, parseScopeList } from '@fleet-watch/scopes';
import type { CredentialKind } from './credential.ts';

const everyScope: readonly string[] = Object.freeze(Object.values(IrisScope).sort());

/** Texts of grants repeat over accounts: one list for all of them saves memory for 100,000. */
const maxInterned = 256;

/** Makes a reader of what a grant grants. */
export const createGrantReader = () => {
  const interned = new Map<string, readonly string[]>();
  /**
   * @param granted the answer's `scope`; without one everything asked for is granted (RFC 6749, section 5.1)
   * @returns sorted; for an API user every scope, because it acts as an administrator
   */
  return (kind: CredentialKind, asked: string, granted: string | undefined): readonly string[] => {
    if (kind === 'API_USER') return everyScope;
    const text = granted ?? asked;
    const known = interned.get(text);
    if (known !== undefined) return known;
    const list = Object.freeze(parseScopeList(text));
    if (interned.size < maxInterned) interned.set(text, list);
    return list;
  };
};
