import { createFixtureBackend, type FixtureBackend } from './fixture-backend.ts';

/**
 * A backend that keeps the answer to one path back. `resolve` lets it go, with another answer where one is given. What is
 * kept back is no entry of `requests` yet.
 */
export const holdBack = (path: string, inner: FixtureBackend = createFixtureBackend()) => {
  const answered = Promise.withResolvers<Response | undefined>();
  const answer = async (request: Request) => {
    const instead = request.url.endsWith(path) ? await answered.promise : undefined;
    return instead?.clone() ?? inner.answer(request);
  };
  return { backend: { requests: inner.requests, answer }, resolve: answered.resolve };
};
