import { setImmediate } from 'node:timers/promises';

/**
 * Asks for each page before the caller gets the one before it, so that Trackunit makes the next page while the caller
 * works on this one.
 *
 * @throws what the pages throw, once everything that came before has been handed over
 */
export async function* readAhead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page, void> {
  const source = pages[Symbol.asyncIterator]();
  let coming = source.next();
  try {
    for (;;) {
      const page = await coming;
      if (page.done === true) return;
      coming = source.next();
      // A caller that leaves does not wait for it.
      coming.catch(() => {});
      // The request has to be on its way before the caller begins.
      await setImmediate();
      yield page.value;
    }
  } finally {
    await source.return?.();
  }
}
