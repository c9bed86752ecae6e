/** What the build decides for every extension. */
export type Config = Readonly<{ backendUrl: string }>;

/** The origin of Fleet Watch's backend: `PUBLIC_URL` at build time, else where the backend listens by default. */
export const config: Config = Object.freeze({
  backendUrl: (import.meta.env.PUBLIC_URL ?? 'http://localhost:4300').replace(/\/+$/, ''),
});
