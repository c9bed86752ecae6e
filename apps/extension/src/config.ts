/** What the build decides for every extension. */
export type Config = Readonly<{ backendUrl: string }>;

/** The origin of Fleet Watch's backend, from the build. */
export const config: Config = Object.freeze({
  backendUrl: import.meta.env.PUBLIC_URL,
});
