/** The app's id: the manifest's `moduleFederationName`, and what install messages are compared with. */
export const irisAppId = '@fleet-watch/fleet-watch';
