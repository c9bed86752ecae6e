import { isIrisScope } from '@fleet-watch/scopes';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { parseManifest, type Manifest } from './manifest.ts';

/** An app that the marketplace offers: its manifest (parsed, or a path to the JSON) and its built extensions. */
export type AppSource = {
  /** A manifest as JSON data, or the path of the file that holds it (read again when it changes). */
  readonly manifest: unknown;
  /** Folder of `<extensionId>.js` and `.css`; without it the frames show an error. */
  readonly bundleDir?: string;
  /** Default `0.0.0` or the manifest's own. */
  readonly version?: string;
};

/** Strict: a folder that nobody reads would show as an empty frame, much later. */
export const appSourceSchema = z.strictObject({
  manifest: z.unknown(),
  bundleDir: z.string().min(1).optional(),
  version: z.string().min(1).optional(),
});

/** An app as the marketplace knows it. */
export type App = {
  readonly irisAppId: string;
  readonly version: string;
  readonly manifest: Manifest;
  readonly raw: unknown;
  readonly bundleDir: string | undefined;
};

/** A mistyped scope would be granted here and nowhere else, so only known ones are taken. */
const assertKnownScopes = ({ scopes }: Manifest, extraScopes: readonly string[]): void => {
  const unknown = scopes
    .map(({ scope }) => scope)
    .filter((scope) => !isIrisScope(scope) && !extraScopes.includes(scope));
  if (unknown.length === 0) return;
  throw new Error(
    `The manifest asks for ${unknown.join(', ')}, which Trackunit does not document. ` +
      'Correct it, or add it to the choice extraScopes.',
  );
};

const readManifestFile = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The manifest ${path} cannot be read: ${reason}`, { cause });
  }
};

const readApp = ({ manifest, bundleDir, version }: AppSource, extraScopes: readonly string[]): App => {
  const raw: unknown = typeof manifest === 'string' ? readManifestFile(manifest) : manifest;
  const parsed = parseManifest(raw);
  assertKnownScopes(parsed, extraScopes);
  return {
    irisAppId: parsed.moduleFederationName,
    version: version ?? parsed.version ?? '0.0.0',
    manifest: parsed,
    raw,
    bundleDir,
  };
};

/** A getter that reads a manifest file again when it was written since. */
const watchApp = (source: AppSource, extraScopes: readonly string[]): (() => App) => {
  let app = readApp(source, extraScopes);
  const path = source.manifest;
  if (typeof path !== 'string') return () => app;
  let writtenMs = statSync(path).mtimeMs;
  return () => {
    const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? writtenMs;
    if (mtimeMs !== writtenMs) {
      app = readApp(source, extraScopes);
      writtenMs = mtimeMs;
    }
    return app;
  };
};

/** The apps of the marketplace, by `irisAppId`. Registering one again is a new version. */
export const createApps = (sources: readonly AppSource[], extraScopes: () => readonly string[]) => {
  const seeded = sources.map((source) => watchApp(source, extraScopes()));
  const apps = new Map<string, () => App>();
  const seed = (): void => {
    apps.clear();
    for (const get of seeded) apps.set(get().irisAppId, get);
  };
  seed();
  if (apps.size < seeded.length) {
    const names = seeded.map((get) => get().irisAppId);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    throw new Error(`Two manifests are of the app ${twice}: name each app once`);
  }
  return {
    list: (): readonly App[] => [...apps.values()].map((get) => get()),
    find: (irisAppId: string): App | undefined => apps.get(irisAppId)?.(),
    /** Without a folder of its own, a version has that of the one before. */
    register: (source: AppSource): App => {
      const read = watchApp(source, extraScopes());
      const before = apps.get(read().irisAppId)?.().bundleDir;
      const get = (): App => {
        const app = read();
        return app.bundleDir === undefined ? { ...app, bundleDir: before } : app;
      };
      apps.set(get().irisAppId, get);
      return get();
    },
    reset: seed,
  };
};

/** See `createApps`. */
export type Apps = ReturnType<typeof createApps>;
