/** A reproducible number from 0 to 2³²−1 for the same inputs: murmur3's mixing steps over 32-bit words. */
export const hash = (seed: number, a: number, b = 0): number => finish(mix(mix(mix(seed | 0, a), b), 0));

const finish = (state: number): number => {
  let h = state ^ (state >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

const mix = (state: number, word: number): number => {
  let k = Math.imul(word | 0, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = state ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
};

const values = 0x1_0000_0000;

/** The same as a fraction, 0 ≤ x < 1. */
export const fraction = (seed: number, a: number, b = 0): number => hash(seed, a, b) / values;

/** One of many things of the same kind, such as an asset of a fleet. */
export type Place = { readonly seed: number; readonly index: number };

/** A fraction that is another one each turn: each day, each cycle. Turn 0 is what `fraction` is without turns. */
export const turnFraction = ({ seed, index }: Place, salt: number, turn: number): number =>
  finish(mix(mix(mix(seed | 0, index), salt), turn)) / values;

/** A number for a text, to seed with. */
export const hashText = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** One of a list, by fraction. */
export const pick = <T>(list: readonly T[], at: number): T => {
  const item = list[Math.floor(at * list.length)];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
};
