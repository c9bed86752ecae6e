import { collectDefaultMetrics, Registry } from 'prom-client';

/** Makes the process's measurements: Node's own, ready for more. */
export const createMetrics = (): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
};
