import type { AssetRow } from '@fleet-watch/contracts';

/** What people call a machine: its name, else what is on its plate, else `unnamed`. */
export const toMachineName = ({ name, serialNumber }: AssetRow, unnamed: string): string =>
  name ?? serialNumber ?? unnamed;

/** Brand and model, as far as they are known. */
export const toModelName = ({ brand, model }: AssetRow): string =>
  [brand, model].filter((part) => part !== null && part !== '').join(' ');
