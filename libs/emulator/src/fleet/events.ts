import type { Asset } from './asset.ts';
import type { Fleet } from './fleet.ts';
import { fraction, hash, hashText } from './hash.ts';
import { toStableId } from './sites.ts';

/** Something that an asset reports beyond being there. */
export type AssetEvent = {
  readonly id: string;
  readonly assetId: string;
  readonly type: 'MACHINE_FAULT' | 'ALERT' | 'PRE_CHECK';
  readonly status: 'OPEN' | 'RESOLVED';
  readonly criticality: 'CRITICAL' | 'LOW';
  readonly timeOn: string;
  readonly timeOff: string | null;
  readonly active: boolean;
  readonly count: number;
  readonly description: string;
  readonly descriptionPoweredByOem: null;
  readonly faultCode: string | null;
};

const faults = [
  ['P0300', 'Engine misfire detected'],
  ['P0520', 'Engine oil pressure sensor'],
  ['P2002', 'Particulate filter efficiency below threshold'],
] as const;

const dayMs = 86_400_000;

/** Active events of an asset, newest first: one in eight has some. Tags have none. */
export const toEvents = (fleet: Fleet, asset: Asset): readonly AssetEvent[] => {
  const seed = hashText(asset.assetId);
  const seen = fleet.lastSeenAtMs(asset);
  if (asset.isTag || seen === null || fraction(seed, 61) >= 0.125) return [];
  return Array.from({ length: 1 + (hash(seed, 62) % 2) }, (_, i) =>
    toEvent(asset, { seed, seenMs: seen, i }),
  );
};

/** What an asset's event with the number `i` is made up from. */
type Origin = { readonly seed: number; readonly seenMs: number; readonly i: number };

const toEvent = (asset: Asset, { seed, seenMs, i }: Origin): AssetEvent => {
  const isFault = fraction(seed, 63, i) < 0.7;
  const [code, text] = faults[hash(seed, 64, i) % faults.length] ?? faults[0];
  return {
    id: toStableId(`event/${asset.assetId}/${i}`),
    assetId: asset.assetId,
    type: isFault ? 'MACHINE_FAULT' : 'ALERT',
    status: 'OPEN',
    criticality: fraction(seed, 65, i) < 0.4 ? 'CRITICAL' : 'LOW',
    timeOn: new Date(seenMs - Math.floor((i + fraction(seed, 66, i)) * 5 * dayMs)).toISOString(),
    timeOff: null,
    active: true,
    count: 1 + (hash(seed, 67, i) % 9),
    description: isFault ? text : 'Battery voltage below 11.5 V',
    descriptionPoweredByOem: null,
    faultCode: isFault ? code : null,
  };
};
