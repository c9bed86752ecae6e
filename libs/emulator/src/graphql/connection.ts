/** A page in Relay's form; `edges` are what the resolvers of the edge's type know to read. */
export type Connection<Edge> = {
  readonly edges: readonly Edge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly count: number;
  };
};

/** What lies before and after a page. */
export type Neighbours = { readonly hasPreviousPage: boolean; readonly hasNextPage: boolean };

/** Wraps a page. */
export const toConnection = <Edge>(
  edges: readonly Edge[],
  cursorOf: (edge: Edge) => string,
  neighbours: Neighbours,
): Connection<Edge> => {
  const find = (edge: Edge | undefined) => (edge === undefined ? null : cursorOf(edge));
  return {
    edges,
    pageInfo: {
      ...neighbours,
      startCursor: find(edges[0]),
      endCursor: find(edges.at(-1)),
      count: edges.length,
    },
  };
};
