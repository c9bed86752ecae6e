/** Takes one item and answers with what became of it. */
export type Batcher<Item, Result> = (item: Item) => Promise<Result>;

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

export type BatcherOptions<Item, Result> = {
  /**
   * Works on many items at once; results in the order of the items. It takes them when it can begin with them, as in a
   * transaction that is open, so that those which came meanwhile are among them; there may be none left. When it fails,
   * each is tried alone.
   */
  readonly run: (take: () => readonly Item[]) => Promise<readonly Result[]>;
  readonly maxBatch: number;
  /** So many run beside each other; a second one only beside one that is slow. */
  readonly maxRunning: number;
  /** A batch that takes longer is slow, in milliseconds. */
  readonly slowAfterMs: number;
  /** A batch that takes longer is late: it goes on, and another one may run beside it. In milliseconds. */
  readonly lateAfterMs: number;
  /** So many late batches may run beside the others, so that a database that hangs does not take in all there are. */
  readonly maxLate: number;
};

/**
 * Puts items that come at the same time into one piece of work. Nothing waits for company: a lone item goes at once,
 * and a batch is what came while the batch before it was under way or its own work began. A batch that waits for
 * something does not keep the others waiting, and neither does one that gets no answer, as on a connection that died
 * without a word.
 */
export const createBatcher = <Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> => {
  const { run, maxBatch, maxRunning, slowAfterMs, lateAfterMs, maxLate } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let slow = 0;
  let late = 0;

  const runOne = ({ item, resolve, reject }: Waiting<Item, Result>): Promise<void> =>
    run(() => [item]).then(([result]) => resolve(result as Result), reject);

  const runAll = async (): Promise<void> => {
    const batch: Waiting<Item, Result>[] = [];
    const take = (): readonly Item[] => {
      if (batch.length === 0) batch.push(...waiting.splice(0, maxBatch));
      return batch.map(({ item }) => item);
    };
    try {
      const results = await run(take);
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      take();
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await runOne(one);
    }
  };

  const start = (): void => {
    const isAnyQuick = running > slow;
    const hasPlace = !isAnyQuick && running - late < maxRunning && running < maxRunning + maxLate;
    if (!hasPlace || waiting.length === 0) return;
    running += 1;
    const undo: (() => void)[] = [];
    const slowTimer = setTimeout(() => {
      slow += 1;
      undo.push(() => (slow -= 1));
      start();
    }, slowAfterMs);
    const lateTimer = setTimeout(() => {
      late += 1;
      undo.push(() => (late -= 1));
      start();
    }, lateAfterMs);
    void runAll().finally(() => {
      clearTimeout(slowTimer);
      clearTimeout(lateTimer);
      running -= 1;
      for (const one of undo) one();
      start();
    });
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      start();
    });
};
