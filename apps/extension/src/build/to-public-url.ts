import { isOrigin } from '@fleet-watch/contracts';

/** People build this by hand: what is wrong with a setting is one sentence, and no tool prints our stack with it. */
const toSettingError = (problem: string): Error => Object.assign(new Error(problem), { stack: problem });

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/**
 * The backend's origin, as the extension and the manifest carry it: `PUBLIC_URL`, else where `npm run backend` listens
 * under the same settings.
 *
 * @throws when it is no origin, with one line that names the setting and shows no password
 */
export const toPublicUrl = (env: Readonly<Record<string, string | undefined>>): string => {
  const { PUBLIC_URL: publicUrl, PORT: port } = env;
  const url = publicUrl || `http://localhost:${port || 4300}`;
  // What is no web address may hold a password all the same.
  if (publicUrl?.includes('@') || (isWebAddress(url) && !isOrigin(url)))
    throw toSettingError(
      'PUBLIC_URL: leave out user name, path and query: an origin is wanted, such as https://fleet-watch.example.com.',
    );
  if (!publicUrl && Number(port) === 0 && port)
    throw toSettingError('PORT: with 0 nobody knows the port before the start, so PUBLIC_URL has to say it.');
  if (isWebAddress(url)) return new URL(url).origin;
  throw toSettingError(
    publicUrl
      ? `PUBLIC_URL: '${url}' is no http: or https: address, such as https://fleet-watch.example.com.`
      : `PORT: '${port}' is no port number.`,
  );
};
