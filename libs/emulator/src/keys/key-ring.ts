import {
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';

/** A signing key as a state file keeps it. */
export type StoredKey = { readonly kid: string; readonly alg: string; readonly privateJwk: JWK };

type Key = {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly privateJwk: JWK;
};

type Options = {
  readonly stored?: readonly StoredKey[];
  readonly algorithm: () => string;
  readonly createId: () => string;
  readonly onChange: () => void;
};

const publicMembers = ['kty', 'n', 'e', 'crv', 'x', 'y'] as const;

const toPublic = (jwk: JWK): JWK =>
  Object.fromEntries(publicMembers.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])));

const importKey = async (jwk: JWK, alg: string): Promise<CryptoKey> => {
  const key = await importJWK(jwk, alg, { extractable: true });
  if (key instanceof Uint8Array) throw new Error(`A ${alg} key in the state file is no key pair`);
  return key;
};

const restoreKey = async ({ kid, alg, privateJwk }: StoredKey): Promise<Key> => ({
  kid,
  alg,
  privateJwk,
  privateKey: await importKey(privateJwk, alg),
  publicKey: await importKey(toPublic(privateJwk), alg),
});

/** Keys of both issuers: of identities and of access tokens. */
export type SigningKeys = { readonly identity: readonly StoredKey[]; readonly token: readonly StoredKey[] };

const makeKeyPair = async (alg: string, kid: string): Promise<Key> => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
  return { kid, alg, privateKey, publicKey, privateJwk: await exportJWK(privateKey) };
};

/**
 * Makes RSA keys once for many emulators, as for all tests of a file: making them is most of what a start costs.
 *
 * @returns what `createTrackunit` takes as `keys`
 */
export const createSigningKeys = async (): Promise<SigningKeys> => {
  const [identity, token] = await Promise.all([
    makeKeyPair('RS256', 'identity'),
    makeKeyPair('RS256', 'token'),
  ]);
  const toStored = ({ kid, alg, privateJwk }: Key): StoredKey => ({ kid, alg, privateJwk });
  return { identity: [toStored(identity)], token: [toStored(token)] };
};

/**
 * Signing keys of one issuer; the newest signs, every one is published until it is withdrawn.
 *
 * Making an RSA key takes up to half a second, so it is begun at once and awaited where it is first needed.
 */
export const createKeyRing = ({ stored = [], algorithm, createId, onChange }: Options) => {
  const makeKey = (): Promise<Key> => makeKeyPair(algorithm(), createId());

  const begin = async (): Promise<Key[]> => {
    if (stored.length > 0) return Promise.all(stored.map(restoreKey));
    return [await makeKey()];
  };
  let keys = begin();
  // Whoever needs a key awaits `keys` and gets the error; nobody waiting yet must not end the process.
  keys.catch(() => undefined);

  const current = async (): Promise<Key> => {
    const key = (await keys).at(-1);
    if (!key) throw new Error('The key ring is empty');
    return key;
  };

  return {
    sign: async (claims: JWTPayload, header: Readonly<Record<string, unknown>> = {}): Promise<string> => {
      const key = await current();
      return new SignJWT(claims)
        .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
        .sign(key.privateKey);
    },
    jwks: async () => ({
      keys: (await keys).map(({ kid, alg, privateJwk }) => ({
        ...toPublic(privateJwk),
        kid,
        alg,
        use: 'sig',
      })),
    }),
    /** The claims of a token that one of the keys signed, whatever its times say; else undefined. */
    findClaims: async (token: string): Promise<JWTPayload | undefined> => {
      for (const { publicKey, alg } of await keys) {
        const verified = await compactVerify(token, publicKey, { algorithms: [alg] }).catch(() => undefined);
        if (verified) return JSON.parse(new TextDecoder().decode(verified.payload)) as JWTPayload;
      }
      return undefined;
    },
    /** A new key signs from now on; the old ones stay published when `keepOld`. */
    rotate: async ({ keepOld }: { readonly keepOld: boolean }): Promise<void> => {
      const added = await makeKey();
      // Read only now: another rotation may have ended while this key was made.
      const old = await keys;
      keys = Promise.resolve(keepOld ? [...old, added] : [added]);
      onChange();
    },
    toStored: async (): Promise<readonly StoredKey[]> =>
      (await keys).map(({ kid, alg, privateJwk }) => ({ kid, alg, privateJwk })),
  };
};

/** See `createKeyRing`. */
export type KeyRing = ReturnType<typeof createKeyRing>;
