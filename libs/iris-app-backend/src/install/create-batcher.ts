/** Takes one item and answers with what became of it. */
export type Batcher<Item, Result> = (item: Item) => Promise<Result>;

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

export type BatcherOptions<Item, Result> = {
  /** Works on many items at once; results in the order of the items. When it fails, each is tried alone. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly maxBatch: number;
  readonly maxRunning: number;
};

/**
 * Puts items that come at the same time into one piece of work. Nothing waits for company: a batch is what came
 * while the batches before it were under way, so a lone item goes at once.
 */
export const createBatcher = <Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> => {
  const { run, maxBatch, maxRunning } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  const runOne = ({ item, resolve, reject }: Waiting<Item, Result>): Promise<void> =>
    run([item]).then(([result]) => resolve(result as Result), reject);

  const runAll = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    if (batch.length === 1) {
      await Promise.all(batch.map(runOne));
      return;
    }
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch {
      for (const one of batch) await runOne(one);
    }
  };

  const start = (): void => {
    if (running >= maxRunning || waiting.length === 0) return;
    running += 1;
    void runAll(waiting.splice(0, maxBatch)).finally(() => {
      running -= 1;
      start();
    });
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      start();
    });
};
