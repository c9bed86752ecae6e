import type { AssetDetail, AssetState } from '@fleet-watch/contracts';

const dayMs = 24 * 60 * 60 * 1_000;

/** One UTC day of a machine: the state at its end, and whether that was worked out afterwards. */
export type AssetDay = Readonly<{ date: string; state: AssetState; estimated: boolean }>;

/** The state before the first transition that we know of. */
const toEarliestState = ({ state, transitions, silentSince }: AssetDetail, atMs: number): AssetState => {
  const oldest = transitions.at(-1);
  if (oldest !== undefined) return oldest.from;
  return state === 'SILENT' && silentSince !== null && atMs < Date.parse(silentSince) ? 'REPORTING' : state;
};

const toStateAt = (asset: AssetDetail, atMs: number): AssetState =>
  asset.transitions.find(({ at }) => Date.parse(at) <= atMs)?.to ?? toEarliestState(asset, atMs);

/**
 * The machine's last days, the oldest first and today the last.
 *
 * @param installedAt nothing was measured before. Where it cannot be had, no day is called estimated: that would say of
 *   all of them that Fleet Watch was not installed yet, and the state of a day is the same either way
 */
export const toDays = (
  asset: AssetDetail,
  { now, days, installedAt }: { now: number; days: number; installedAt: string | undefined },
): readonly AssetDay[] => {
  const today = Math.floor(now / dayMs);
  const measuredFromMs = installedAt === undefined ? -Infinity : Date.parse(installedAt);
  return Array.from({ length: days }, (_, index) => {
    const startMs = (today - days + 1 + index) * dayMs;
    const endMs = Math.min(startMs + dayMs - 1, now);
    return {
      date: new Date(startMs).toISOString().slice(0, 10),
      state: toStateAt(asset, endMs),
      estimated: endMs < measuredFromMs,
    };
  });
};
