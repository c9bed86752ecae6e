import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('an address that can’t be read is not written with the fault', () => {
  let written = '';
  const logger = createLogger('info', { write: (line) => (written += line) });
  try {
    new URL('postgres://me:hid#den@db/fleet');
  } catch (cause) {
    logger.error({ err: cause }, 'no address');
  }
  expect(written).toContain('ERR_INVALID_URL');
  expect(written).not.toContain('hid');
});
