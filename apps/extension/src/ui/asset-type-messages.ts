import { defineMessages } from '../i18n/define-messages.ts';

/** Trackunit's asset types in the words of people. Types are open: an unknown one is shown as it comes. */
export const assetTypeMessages = defineMessages('assetType', {
  MACHINE: 'Machine',
  VEHICLE: 'Vehicle',
  EQUIPMENT: 'Equipment',
  TOOL: 'Tool',
  ATTACHMENT: 'Attachment',
  GATEWAY: 'Gateway',
  OTHER: 'Other',
});

/** The types that Trackunit documents. */
export const knownAssetTypes = [
  'MACHINE',
  'VEHICLE',
  'EQUIPMENT',
  'TOOL',
  'ATTACHMENT',
  'GATEWAY',
  'OTHER',
] as const;
