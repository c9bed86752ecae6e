type Pages<Item> = AsyncIterable<readonly Item[]>;

/** Something that one side waits for and the other one tells. */
const createBell = () => {
  let ring = () => {};
  return {
    ring: () => ring(),
    wait: () => new Promise<void>((resolve) => (ring = resolve)),
  };
};

/**
 * Reads ahead: while the caller is busy with one part the next pages come in, and the next part is all of them. So a
 * slow writer gets few large parts and a slow reader delays nobody.
 *
 * @param most no page is asked for while so many items wait
 * @throws what the pages throw, once everything that came before has been handed over
 */
export async function* gatherPages<Item>(
  pages: Pages<Item>,
  most: number,
): AsyncGenerator<readonly Item[], void> {
  let waiting: Item[] = [];
  let left = false;
  const [arrived, taken] = [createBell(), createBell()];
  const read = async () => {
    for await (const page of pages) {
      for (const item of page) waiting.push(item);
      arrived.ring();
      while (waiting.length >= most && !left) await taken.wait();
      if (left) return;
    }
  };
  let end: { readonly cause?: unknown } | undefined;
  const reading = read()
    .then(
      () => (end = {}),
      (cause: unknown) => (end = { cause }),
    )
    .finally(arrived.ring);
  try {
    for (;;) {
      while (waiting.length === 0 && end === undefined) await arrived.wait();
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
