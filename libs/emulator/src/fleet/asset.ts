import type { Account } from './demo-accounts.ts';
import { kindAt, type Kind } from './catalogue.ts';
import { fraction, hash, pick } from './hash.ts';

/** What an asset is, apart from what it does. */
export type Asset = {
  readonly index: number;
  readonly assetId: string;
  readonly name: string;
  readonly brand: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly assetType: Kind['assetType'];
  readonly type: string;
  readonly productionYear: number;
  readonly externalReference: string;
  readonly ownerAccountId: string;
  readonly createdAt: string;
  readonly canEdit: boolean;
  readonly device: { readonly id: string; readonly serialNumber: string };
  readonly isTag: boolean;
  /** Which depot it belongs to; its site and its group follow from it. */
  readonly depot: number;
  readonly latitude: number;
  readonly longitude: number;
};

const prefixes: Readonly<Record<string, string>> = {
  'AWP/Scissor lift': 'SL',
  'AWP/Boom lift': 'BL',
  Telehandler: 'TH',
  'Mini excavator': 'ME',
  Excavator: 'EX',
  'Wheel loader': 'WL',
  Roller: 'RO',
  Generator: 'GE',
  'Light tower': 'LT',
  'Hydraulic breaker': 'HB',
  'Rotary hammer': 'RH',
  'Cut-off saw': 'CS',
  Truck: 'TR',
  'Site container': 'SC',
};

/** A parent company that owns what an account only sees; assets can be shared between accounts. */
const sharingAccountId = '7045120f-5ee7-4613-9977-7e2d8b01ce8c';

/** The kind of the asset at a position. */
export const findKind = (account: Account, seed: number, index: number): Kind =>
  kindAt(account.mix, fraction(seed, index, 1));

/** Tools, attachments and the rest carry Bluetooth tags, which tell little. */
export const isTagKind = ({ assetType }: Kind): boolean =>
  assetType === 'TOOL' || assetType === 'ATTACHMENT' || assetType === 'OTHER';

/** Which asset of a fleet: `seed` is the fleet's. */
type Position = { readonly seed: number; readonly index: number; readonly assetId: string };

/** Makes up the asset at a position; the same inputs give the same asset. */
export const createAsset = (account: Account, { seed, index, assetId }: Position): Asset => {
  const at = (salt: number) => fraction(seed, index, salt);
  const kind = findKind(account, seed, index);
  const [brand, models] = pick(kind.makes, at(2));
  const model = pick(models, at(3));
  const isTag = isTagKind(kind);
  const depot = Math.floor(at(4) ** 1.6 * account.depots.length);
  const home = account.depots[depot];
  const productionYear = 2012 + Math.floor(at(5) * 14);
  const spread = at(9) < 0.35 ? 0.004 : 0.45;
  return {
    index,
    assetId,
    name: `${prefixes[kind.type] ?? 'XX'}-${String(index + 1).padStart(4, '0')} ${brand} ${model}`,
    // A tag is put on by hand, and not everybody fills the form in.
    brand: isTag && at(6) < 0.15 ? null : brand,
    model: isTag && at(6) < 0.2 ? null : model,
    serialNumber: isTag && at(7) < 0.3 ? null : toSerial(seed, index),
    assetType: kind.assetType,
    type: kind.type,
    productionYear,
    externalReference: at(8) < 0.6 ? `ERP-${10_000 + index}` : '',
    ownerAccountId: at(10) < 0.04 ? sharingAccountId : account.accountId,
    createdAt: new Date(
      Date.UTC(Math.max(productionYear, 2019), hash(seed, index, 11) % 12, 3),
    ).toISOString(),
    canEdit: at(10) >= 0.04,
    device: {
      id: String(100_000 + index),
      serialNumber: String(3_000_000 + (hash(seed, index, 12) % 6_000_000)),
    },
    isTag,
    depot,
    latitude: round((home?.latitude ?? 0) + (at(13) - 0.5) * spread),
    longitude: round((home?.longitude ?? 0) + (at(14) - 0.5) * spread * 1.6),
  };
};

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

const toSerial = (seed: number, index: number): string =>
  hash(seed, index, 15).toString(36).toUpperCase().padStart(7, '0') + String(index % 1000).padStart(3, '0');
