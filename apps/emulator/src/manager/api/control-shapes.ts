/** Answers of the control API that the emulator's library has no exported type for. */

/** One asset with everything that the emulator knows, and what was done to it by hand. */
export interface AssetDetail {
  readonly assetId: string;
  readonly name: string;
  readonly brand: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly assetType: string;
  readonly type: string;
  readonly productionYear: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly lastSeenAt: string | null;
  readonly activity: string;
  /** Its device has no power: nothing is heard from it until it is plugged in again. */
  readonly unplugged: boolean;
  /** The account can no longer see it. */
  readonly hidden: boolean;
  readonly customFields: readonly {
    readonly id: string;
    readonly value: Readonly<Record<string, unknown>>;
  }[];
}

/** A story that the platform can tell by faults and changes. */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** Whether it can be told about one account, or is about what all of them share. */
  readonly concerns: 'accounts' | 'everybody';
}

/** An API user of an account; the secrets are in the answer that made it, and never again. */
export interface ApiUser {
  readonly userId: string;
  readonly accountId: string;
  readonly username: string;
  readonly clientId: string;
  readonly password?: string;
  readonly clientSecret?: string;
}

/** An API key of an account; as with users, the secret is told once. */
export interface ApiKey {
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly clientSecret?: string;
}
