import type { AssetRow } from '@fleet-watch/contracts';

/** What people call a machine: its name, else what is on its plate, else `unnamed`. */
export const toMachineName = ({ name, serialNumber }: AssetRow, unnamed: string): string =>
  name ?? serialNumber ?? unnamed;

/** Brand and model as far as they are known; empty where the machine's name says them already, as many do. */
export const toModelName = ({ name, brand, model }: AssetRow): string => {
  const known = `${brand ?? ''} ${model ?? ''}`.trim();
  return name?.includes(known) === true ? '' : known;
};
