import type { OpenRoute } from '../http/route.ts';

/** Builds a route of the control API; the path begins after `/_emulator`. */
export const createControlRoute = (
  method: OpenRoute['method'],
  path: string,
  handle: OpenRoute['handle'],
): OpenRoute => ({
  method,
  path: `/_emulator${path}`,
  fidelity: 'ours',
  source: 'README, "Control API"',
  handle,
});
