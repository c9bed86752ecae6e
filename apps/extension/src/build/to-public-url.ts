/** People build this by hand: what is wrong with a setting is one sentence, and no tool prints our stack with it. */
const toSettingError = (problem: string): Error => Object.assign(new Error(problem), { stack: problem });

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/**
 * The backend's origin, as the extension and the manifest carry it: `PUBLIC_URL`, else where `npm run backend` listens
 * under the same settings.
 *
 * @throws when it is no address, with one line that names the setting
 */
export const toPublicUrl = (env: Readonly<Record<string, string | undefined>>): string => {
  const { PUBLIC_URL: publicUrl, PORT: port } = env;
  const url = publicUrl || `http://localhost:${port || 4300}`;
  if (isWebAddress(url)) return new URL(url).origin;
  throw toSettingError(
    publicUrl
      ? `PUBLIC_URL: '${url}' is no http: or https: address, such as https://fleet-watch.example.com.`
      : `PORT: '${port}' is no port number.`,
  );
};
