type Pages<Item> = AsyncIterable<readonly Item[]>;

/** How pages are put together. */
export type GatherOptions = {
  /** A part has so many items at least, unless `waitMs` is over or there are no more. */
  readonly least: number;
  /** No page is asked for while so many items wait. */
  readonly most: number;
  /** The longest that a few items wait for more, in milliseconds. */
  readonly waitMs: number;
};

/** Something that one side waits for and the other one tells. */
const createBell = () => {
  let ring = () => {};
  return {
    ring: () => ring(),
    wait: () => new Promise<void>((resolve) => (ring = resolve)),
  };
};

/**
 * Reads ahead: while the caller is busy with one part the next pages come in, and the next part is all of them. So
 * the caller gets few large parts, and a slow reader delays what there is by no more than `waitMs`.
 *
 * @throws what the pages throw, once everything that came before has been handed over
 */
export async function* gatherPages<Item>(
  pages: Pages<Item>,
  { least, most, waitMs }: GatherOptions,
): AsyncGenerator<readonly Item[], void> {
  let waiting: Item[] = [];
  let left = false;
  let end: { readonly cause?: unknown } | undefined;
  const [arrived, taken] = [createBell(), createBell()];
  const read = async () => {
    for await (const page of pages) {
      for (const item of page) waiting.push(item);
      arrived.ring();
      while (waiting.length >= most && !left) await taken.wait();
      if (left) return;
    }
  };
  const reading = read()
    .then(
      () => (end = {}),
      (cause: unknown) => (end = { cause }),
    )
    .finally(arrived.ring);

  const untilEnough = async () => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      arrived.ring();
    }, waitMs);
    while (end === undefined && waiting.length < (isLate ? 1 : least)) await arrived.wait();
    clearTimeout(timer);
  };
  try {
    for (;;) {
      await untilEnough();
      const part = waiting;
      waiting = [];
      taken.ring();
      if (part.length > 0) yield part;
      else if (end !== undefined) break;
    }
    await reading;
    if (end !== undefined && 'cause' in end) throw end.cause;
  } finally {
    left = true;
    taken.ring();
  }
}
