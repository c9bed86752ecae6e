import { z } from 'zod';
import { choicesSchema, type Choices } from './choices.ts';
import { EmulatorError } from './emulator-error.ts';
import { findClash } from './fleet/account-clash.ts';
import { accountSeedSchema, type Account, type AccountSeed } from './fleet/demo-accounts.ts';
import type { SigningKeys } from './keys/key-ring.ts';
import { appSourceSchema, type AppSource } from './marketplace/apps.ts';
import { parseArgument } from './problem.ts';

/** How a local Trackunit is made; everything has a default. */
export type TrackunitOptions = {
  /** Default 0: a free one. People use 4400. */
  readonly port?: number;
  /** The second origin, for frames of extensions. Default 0; people use 4401. */
  readonly appsPort?: number;
  /** Default `127.0.0.1`; other machines cannot call it then. */
  readonly host?: string;
  /** Changes every fleet; the same seed makes the same. Default `trackunit`. */
  readonly seed?: string;
  /** Keeps installs, clients, keys and the fleets' story over a restart. Default: nothing is kept. */
  readonly stateFile?: string;
  /** Folder of the built Manager page. Default: a page that says how to build it. */
  readonly managerDir?: string;
  /** Apps of the marketplace. Default none. */
  readonly apps?: readonly AppSource[];
  /** Default: the three demo accounts. */
  readonly accounts?: readonly AccountSeed[];
  /** Answers to what Trackunit's documents leave open; see `choicesSchema` for defaults. */
  readonly choices?: Partial<Choices>;
  /** Default the system's. */
  readonly clock?: () => Date;
  /** What delivers install messages. Default the global one. */
  readonly fetch?: typeof globalThis.fetch;
  /** Default random UUIDs. */
  readonly createId?: () => string;
  /** Signing keys to begin with, from `createSigningKeys`. Default: those of the state file, else new ones. */
  readonly keys?: SigningKeys;
};

const port = z.number().int().min(0).max(65_535);

const callable = z.custom<never>((value) => typeof value === 'function', 'must be a function');

/** What a member may be; choices, accounts and manifests have schemas of their own. */
const optionsSchema = z.strictObject({
  port: port.optional(),
  appsPort: port.optional(),
  host: z.string().min(1).optional(),
  seed: z.string().optional(),
  stateFile: z.string().min(1).optional(),
  managerDir: z.string().min(1).optional(),
  apps: z.array(appSourceSchema).optional(),
  accounts: z.array(z.unknown()).optional(),
  choices: z.unknown().optional(),
  clock: callable.optional(),
  fetch: callable.optional(),
  createId: callable.optional(),
  keys: z.unknown().optional(),
} satisfies Record<keyof TrackunitOptions, z.ZodType>);

/**
 * Refuses what would be passed over in silence: a member that nobody reads, a port that is none.
 *
 * @throws EmulatorError `constraint_violation` that names every member
 */
export const assertOptions = (options: TrackunitOptions): void => {
  parseArgument(optionsSchema, options);
  if (options.port === undefined || options.port === 0 || options.port !== options.appsPort) return;
  const message = `port and appsPort are both ${options.port}: extensions need an origin of their own`;
  throw new EmulatorError('constraint_violation', message);
};

/**
 * The accounts that an emulator begins with.
 *
 * @throws EmulatorError when a seed is wrong, or two share an id or a user
 */
export const parseAccounts = (seeds: readonly AccountSeed[]): readonly Account[] => {
  const accounts = parseArgument(z.array(accountSeedSchema), seeds);
  for (const [at, account] of accounts.entries()) {
    const clash = findClash(account, accounts.slice(0, at));
    if (clash !== undefined) throw new EmulatorError('constraint_violation', clash);
  }
  return accounts;
};

/**
 * The choices with every default filled in.
 *
 * @throws EmulatorError `constraint_violation` for a choice that there is not
 */
export const parseChoices = (choices: Partial<Choices>): Choices => parseArgument(choicesSchema, choices);
