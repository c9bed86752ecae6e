type Environment = Readonly<Record<string, string | undefined>>;

/** What Node itself reads of the machine it runs on. */
const ofTheMachine = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TZ',
  'NODE_OPTIONS',
  'NODE_COMPILE_CACHE',
  'NODE_V8_COVERAGE',
];

/** Settings of the backend that may be chosen: none of them leads out of the demo. */
const standards = {
  LOG_LEVEL: 'warn',
  SYNC_CRON: '',
  // A receiver of webhooks on the same laptop has a private address.
  ALLOW_PRIVATE_WEBHOOKS: 'true',
};

/**
 * The environment of the demo's backend. What else a shell has set for a backend is for another one: its database, its
 * keys and its Trackunit are real.
 *
 * @param env the shell's
 * @param ofTheDemo settings that nobody but the demo decides
 */
export const toDemoEnvironment = (env: Environment, ofTheDemo: Environment): Environment => ({
  ...Object.fromEntries(ofTheMachine.map((name) => [name, env[name]])),
  ...Object.fromEntries(Object.entries(standards).map(([name, standard]) => [name, env[name] || standard])),
  ...ofTheDemo,
});
