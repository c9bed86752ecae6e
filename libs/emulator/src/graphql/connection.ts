import { toCursor } from './cursor.ts';

/** A page in Relay's form. */
export type Connection<T> = {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly count: number;
  };
};

/** Wraps a page; cursors are made only where a query reads them. */
export const toConnection = <T>(
  kind: string,
  items: readonly T[],
  at: (item: T) => number,
  hasPreviousPage: boolean,
  hasNextPage: boolean,
): Connection<T> => {
  const cursorOf = (item: T | undefined) => (item === undefined ? null : toCursor(kind, at(item)));
  return {
    edges: items.map((node) => ({
      node,
      get cursor() {
        return toCursor(kind, at(node));
      },
    })),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: cursorOf(items[0]),
      endCursor: cursorOf(items.at(-1)),
      count: items.length,
    },
  };
};
