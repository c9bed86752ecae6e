/**
 * The backend's origin, as the extension and the manifest carry it: `PUBLIC_URL`, else where `npm run backend` listens
 * under the same settings.
 *
 * @throws when it is no address
 */
export const toPublicUrl = (env: Readonly<Record<string, string | undefined>>): string =>
  new URL(env['PUBLIC_URL'] || `http://localhost:${env['PORT'] || 4300}`).origin;
