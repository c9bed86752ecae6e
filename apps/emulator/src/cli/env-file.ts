/**
 * Settings in a form that a POSIX shell and `node --env-file` read alike. Addresses and names only: the emulator's
 * settings hold no secret.
 * @throws Error that names a setting whose value has no such form
 */
export const toEnvFile = (env: Readonly<Record<string, string>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${quote(name, value)}\n`)
    .join('');

/** Single quotes keep everything but themselves; between double ones a shell still reads `$`, backquote and `\`. */
function quote(name: string, value: string): string {
  if (!value.includes("'")) return `'${value}'`;
  if (!/["$`\\]/.test(value)) return `"${value}"`;
  throw new Error(`${name} holds both ' and one of " $ \` \\, which a shell and node would read differently`);
}
