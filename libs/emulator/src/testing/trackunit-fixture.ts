import { createTrackunit, type Trackunit } from '../create-trackunit.ts';
import type { TrackunitOptions } from '../trackunit-options.ts';

/**
 * A fixture for `test.extend` of Vitest (or Playwright, which takes the same form): every test that names it gets
 * an emulator of its own on free ports, closed afterwards.
 *
 * ```ts
 * const test = base.extend<{ trackunit: Trackunit }>({ trackunit: createTrackunitFixture({ apps: [{ manifest }] }) });
 *
 * test('the install reaches us', async ({ trackunit }) => { … });
 * ```
 *
 * @param options as `createTrackunit` takes them
 */
export const createTrackunitFixture =
  (options: TrackunitOptions = {}) =>
  // Vitest reads the names of the fixtures that are needed from this pattern, so it must be one.
  // eslint-disable-next-line no-empty-pattern
  async ({}: object, use: (trackunit: Trackunit) => Promise<void>): Promise<void> => {
    await using trackunit = await createTrackunit(options);
    await use(trackunit);
  };
