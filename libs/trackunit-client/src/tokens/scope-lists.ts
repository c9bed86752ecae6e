import { toScopeParameter } from '@fleet-watch/scopes';

/** A list of scopes that somebody asked for. */
export type ScopeList = {
  /** As it was written. */
  readonly written: readonly string[];
  /** Sorted, each once; and the same as the `scope` parameter of a token request. */
  readonly scopes: readonly string[];
  readonly scope: string;
};

/** So many lists are kept; an app has two or three. */
const maxLists = 64;

const isSame = (one: readonly string[], other: readonly string[]): boolean => {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
};

const toScopeList = (written: readonly string[]): ScopeList => {
  const scope = toScopeParameter(written);
  return { written: Object.freeze([...written]), scopes: Object.freeze(scope.split(' ')), scope };
};

/**
 * Lists of scopes repeat over accounts: each is sorted and kept once. A list is found by what is in it, because a
 * caller may change its own afterwards.
 */
export const createScopeLists = () => {
  const lists: ScopeList[] = [];
  return {
    find: (written: readonly string[]): ScopeList | undefined => {
      for (let index = 0; index < lists.length; index += 1) {
        const list = lists[index] as ScopeList;
        if (isSame(list.written, written)) return list;
      }
      return undefined;
    },
    add: (written: readonly string[]): ScopeList => {
      const list = toScopeList(written);
      if (lists.length < maxLists) lists.push(list);
      return list;
    },
  };
};
