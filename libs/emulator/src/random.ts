import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/** Client ids look like Okta's: `0oa` and 17 more. */
export const createClientId = (): string => `0oa${randomText(17)}`;

/** As long as the secret in Trackunit's sample. */
export const createSecret = (): string => randomText(43);

/** A short key id. */
export const createKeyId = (): string => randomBytes(8).toString('base64url');

/** `randomUUID`, for those who do not bring their own. */
export const createRandomId = (): string => randomUUID();
