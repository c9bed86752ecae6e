import { fraction, hash } from './hash.ts';

/**
 * Asset ids that can be turned back into positions, so that a fleet of a million needs no index in memory.
 *
 * Old machines have zero-padded decimals in UUID form, newer assets have UUIDs that look random. Both forms hold
 * the position in their last 48 bits: the first plain above a base, the second covered with a keyed mask.
 *
 * @see https://developers.trackunit.com — "REST APIs", how a machine id is read from an asset id
 */
export const createAssetIds = ({ seed, base }: { readonly seed: number; readonly base: number }) => {
  const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
  const isOldMachine = (index: number) => fraction(seed, index, 71) < 0.55;

  const toRandomLooking = (index: number): string => {
    const a = hash(seed, index, 72);
    const b = hash(seed, index, 73);
    const covered = (index ^ hash(seed, b, 74)) >>> 0;
    const version = `4${hex(a & 0xfff, 3)}`;
    const variant = hex(0x8000 | (b & 0x3fff), 4);
    return `${hex(hash(seed, index, 75), 8)}-${hex(a >>> 16, 4)}-${version}-${variant}-${hex(b >>> 16, 4)}${hex(covered, 8)}`;
  };

  const toId = (index: number): string =>
    isOldMachine(index)
      ? `00000000-0000-0000-0000-${String(base + index).padStart(12, '0')}`
      : toRandomLooking(index);

  /** The position that an id would have, when it is one of this fleet at all. */
  const findIndex = (assetId: string, count: number): number | undefined => {
    const id = assetId.toLowerCase();
    const tail = id.slice(24);
    const index = id.startsWith('00000000-0000-0000-0000-') ? Number(tail) - base : uncover(id);
    return Number.isInteger(index) && index >= 0 && index < count && toId(index) === id ? index : undefined;
  };

  const uncover = (id: string): number => {
    // b's lower 14 bits stand in the fourth group, its upper 16 in the fifth; two bits are lost to the variant.
    const low = Number.parseInt(id.slice(19, 23), 16) & 0x3fff;
    const high = Number.parseInt(id.slice(24, 28), 16);
    const covered = Number.parseInt(id.slice(28), 16);
    for (let lost = 0; lost < 4; lost += 1) {
      const b = ((high << 16) | (lost << 14) | low) >>> 0;
      const index = (covered ^ hash(seed, b, 74)) >>> 0;
      if (hash(seed, index, 73) === b) return index;
    }
    return -1;
  };

  return { toId, findIndex };
};
