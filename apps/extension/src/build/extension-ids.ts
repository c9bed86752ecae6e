/** Every extension of Fleet Watch: the name of its entry, its bundle and its manifest's `id`. */
export const extensionIds = [
  'fleet-watch',
  'fleet-watch-asset',
  'fleet-watch-widget',
  'fleet-watch-settings',
] as const;

export type ExtensionId = (typeof extensionIds)[number];
