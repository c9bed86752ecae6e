/** Settings in the form of `node --env-file`. Addresses and names only: the emulator's settings hold no secret. */
export const toEnvFile = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
