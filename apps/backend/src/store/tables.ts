import type { AssetState, SyncState } from '@fleet-watch/contracts';
import type { AccountTransaction, SystemTransaction } from '@fleet-watch/iris-app-backend';
import type { ColumnType, Generated, Transaction } from 'kysely';
import type {
  WebhookSecretTable,
  WebhookTable,
  WrittenBackRefusalTable,
  WrittenBackTable,
} from './acting-tables.ts';

/** A PostgreSQL `date`: read and written as `YYYY-MM-DD`, always through an explicit cast to text. */
type DateColumn = ColumnType<string, string, string>;

/** What a fleet's reading says of one asset, with the state that followed from it. */
export type AssetColumns = {
  account_id: string;
  asset_id: string;
  name: string | null;
  brand: string | null;
  model: string | null;
  serial_number: string | null;
  asset_type: string | null;
  last_seen_at: Date | null;
  state: AssetState;
  silent_since: Date | null;
};

/** Fleet Watch's own tables; each row belongs to one account, and row-level security keeps it there. */
export type FleetWatchTables = {
  asset: AssetColumns & { visible: boolean; search_text: Generated<string> };
  asset_staging: AssetColumns & {
    search_text: Generated<string>;
    sync_id: string;
    position: Generated<number>;
  };
  transition: {
    id: Generated<number>;
    account_id: string;
    asset_id: string;
    sync_id: string | null;
    from_state: AssetState;
    to_state: AssetState;
    at: Date;
    last_seen_at: Date | null;
  };
  sync: {
    id: string;
    account_id: string;
    state: SyncState;
    queued_at: Date;
    started_at: Date | null;
    finished_at: Date | null;
    fetched: number;
    expected: number | null;
    /** A `Failure`; earlier versions put down a sentence. */
    error: string | null;
    as_of: Date | null;
    /** `GRAPHQL`, or `REST` with why; null until the reading began. */
    source: string | null;
    /** Which run of which job reads; see `beginSync`. */
    run: string | null;
    /** A reading of it had to make way because it was longer than anybody knew; see `createMoveToLarge`. */
    found_large: Generated<boolean>;
  };
  account_settings: {
    account_id: string;
    silent_after_hours: number;
    silent_after_hours_by_asset_type: ColumnType<Record<string, number>, string, string>;
    webhook_url: string | null;
    webhook_enabled: boolean;
    write_back: boolean;
  };
  schedule_turn: { schedule: string; account_id: string; period: Date };
  schedule_look: { schedule: string; looked_at: Date };
  graphql_gap: { account_id: string; reason: string; found_at: Date };
  fleet_day: {
    account_id: string;
    day: DateColumn;
    reporting: number;
    silent: number;
    never_reported: number;
    estimated: boolean;
  };
  webhook: WebhookTable;
  webhook_secret: WebhookSecretTable;
  written_back: WrittenBackTable;
  written_back_refusal: WrittenBackRefusalTable;
};

/** A transaction that sees one account's rows. */
export type AccountTx = AccountTransaction<FleetWatchTables>;

/** A transaction of the system, which sees every account's rows. */
export type SystemTx = SystemTransaction<FleetWatchTables>;

/** Either of them: for what is done for one account by itself, and for many by the system. */
export type AnyTx = Transaction<FleetWatchTables>;
