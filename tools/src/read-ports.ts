/** Where the parts of `npm start` listen. */
export type StartPorts = Readonly<{ port: number; managerPort: number; appsPort: number }>;

type Environment = Readonly<Record<string, string | undefined>>;

const readPort = (env: Environment, name: string, standard: number): number => {
  const text = env[name];
  if (text === undefined || text === '') return standard;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new Error(`${name} is '${text}', which is no port number from 1 to 65535.`);
};

/**
 * Reads `PORT` (4300), `EMULATOR_PORT` (4400) and `EMULATOR_APPS_PORT` (4401). The manifest and the extension name them
 * before anything listens, so none of them can be left to the system.
 *
 * @throws when one is no port, or two are the same, with one line that says which
 */
export const readPorts = (env: Environment): StartPorts => {
  const port = readPort(env, 'PORT', 4300);
  const managerPort = readPort(env, 'EMULATOR_PORT', 4400);
  const appsPort = readPort(env, 'EMULATOR_APPS_PORT', 4401);
  if (new Set([port, managerPort, appsPort]).size < 3)
    throw new Error(
      `PORT (${port}), EMULATOR_PORT (${managerPort}) and EMULATOR_APPS_PORT (${appsPort}) have to differ.`,
    );
  return { port, managerPort, appsPort };
};
