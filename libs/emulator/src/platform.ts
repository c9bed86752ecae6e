import type { Tokens } from './auth/tokens.ts';
import type { Choices } from './choices.ts';
import type { PlatformClock } from './clock/platform-clock.ts';
import type { EventLog } from './control/event-log.ts';
import type { Account } from './fleet/demo-accounts.ts';
import type { Faults } from './faults/faults.ts';
import type { Fleet } from './fleet/fleet.ts';
import type { Budgets } from './graphql/budget.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { Apps } from './marketplace/apps.ts';
import type { Courier } from './marketplace/courier.ts';
import type { IdentitySigner } from './marketplace/identity.ts';
import type { Installs } from './marketplace/installs.ts';
import type { Limiter } from './rest/limits.ts';
import type { CustomFields } from './state/custom-fields.ts';
import type { Credentials } from './state/credentials.ts';
import type { State } from './state/state.ts';

/** Everything that routes use, wired by `createPlatform`. */
export type Platform = {
  readonly clock: PlatformClock;
  readonly log: EventLog;
  readonly state: State;
  readonly apps: Apps;
  readonly tokens: Tokens;
  readonly identityRing: KeyRing;
  readonly tokenRing: KeyRing;
  readonly signIdentity: IdentitySigner;
  readonly courier: Courier;
  readonly installs: Installs;
  readonly budgets: Budgets;
  readonly faults: Faults;
  readonly choices: () => Choices;
  /** Makes other choices; a new signing algorithm brings a new key. */
  readonly choose: (choices: Choices) => Promise<void>;
  readonly credentials: Credentials;
  readonly customFields: CustomFields;
  readonly createId: () => string;
  readonly createClientId: () => string;
  readonly createSecret: () => string;
  /** Adds an account, or takes the place of the one with its id. */
  readonly addAccount: (account: Account) => void;
  readonly accounts: () => readonly Account[];
  readonly findFleet: (accountId: string) => Fleet | undefined;
  /** Resolves when what is true now is kept. */
  readonly save: () => Promise<void>;
  /** The same later, for changes that nobody relies on yet. */
  readonly saveSoon: () => void;
  /** Aborted when the emulator closes: nothing waits beyond that. */
  readonly closing: AbortSignal;
  /** Ends what is under way and keeps what is true. */
  readonly close: () => Promise<void>;
  readonly limiter: Limiter;
  readonly urls: { manager: string; apps: string };
  readonly reset: () => Promise<void>;
};
