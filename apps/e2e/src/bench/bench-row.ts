/** One measurement. `aim` says in words what was hoped for, `ok` whether it came true; a ratio is of one run. */
export type BenchRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: string;
  readonly ok?: boolean;
};

/** A set of measurements that belong together; it prints nothing and leaves nothing behind. */
export type Bench = { readonly run: () => Promise<readonly BenchRow[]> };
