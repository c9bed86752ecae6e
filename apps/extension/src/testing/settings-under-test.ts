import { screen, within } from '@testing-library/react';
import { createFixtureBackend, type FixtureBackend } from './fixture-backend.ts';

/** A backend that keeps what was put, and refuses it when it is told to. */
export const createSpy = (refusal?: Response) => {
  const inner = createFixtureBackend();
  const puts: unknown[] = [];
  const backend: FixtureBackend = {
    requests: inner.requests,
    answer: async (request) => {
      if (request.method !== 'PUT') return inner.answer(request);
      puts.push(await request.clone().json());
      return refusal?.clone() ?? inner.answer(request);
    },
  };
  return { backend, puts };
};

/** Name of the section that has the thresholds. */
export const thresholds = 'When a machine counts as silent';

/** One section of the settings, by its name. */
export const section = (name: string) => within(screen.getByRole('region', { name }));

/** A host whose user speaks another language. */
export const inLanguage = (language: string) => ({
  getCurrentUserContext: async () => ({ clientSideUserId: 'x', language }),
});
