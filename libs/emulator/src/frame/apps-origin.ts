import { findDecoded } from '../http/decode.ts';
import { findFile } from '../http/static-files.ts';
import { toHtml, type Reply } from '../http/reply.ts';
import type { App, Apps } from '../marketplace/apps.ts';
import { escapeHtml, toContentSecurityPolicy, toFramePage } from './frame-page.ts';
import { loaderScript } from './loader.ts';

type Options = { readonly apps: Apps; readonly managerOrigins: () => readonly string[] };

const explain = (text: string): Reply =>
  toHtml(404, `<!doctype html><link rel="icon" href="data:,"><p role="alert">${escapeHtml(text)}</p>`);

const script = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' } as const;

/** Answers the second origin: frames of extensions and the files that they load. */
export const createAppsOrigin = ({ apps, managerOrigins }: Options) => {
  const toFrame = async (app: App, extensionId: string, language: string): Promise<Reply> => {
    if (!app.manifest.extensions.some(({ id }) => id === extensionId)) {
      return explain(`${app.irisAppId} has no extension ${extensionId}; its manifest lists its extensions.`);
    }
    const base = `/bundle/${encodeURIComponent(app.irisAppId)}/${encodeURIComponent(extensionId)}`;
    const hasCss =
      app.bundleDir !== undefined && (await findFile(app.bundleDir, `${extensionId}.css`)) !== undefined;
    const page = toFramePage({
      extensionId,
      language,
      bundlePath: `${base}.js`,
      cssPath: hasCss ? `${base}.css` : undefined,
    });
    return toHtml(200, page, {
      'Content-Security-Policy': toContentSecurityPolicy(app.manifest, managerOrigins()),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
  };

  const toBundleFile = async (app: App, file: string): Promise<Reply> => {
    if (app.bundleDir === undefined)
      return explain(`${app.irisAppId} was registered without its bundle folder.`);
    // A frame that is sandboxed without an origin of its own imports modules across origins.
    const found = await findFile(app.bundleDir, file, { 'Access-Control-Allow-Origin': '*' });
    return (
      found ??
      explain(`${file} is not in ${app.bundleDir}, the bundle of ${app.irisAppId}; build the extension.`)
    );
  };

  return async (path: string, query: URLSearchParams): Promise<Reply> => {
    if (path === '/frame-loader.js') {
      return { status: 200, headers: { ...script, 'Access-Control-Allow-Origin': '*' }, body: loaderScript };
    }
    const [, kind, irisAppId = '', ...rest] = path.split('/').map((part) => findDecoded(part) ?? '');
    const app = apps.find(irisAppId);
    const file = rest.join('/');
    if (!app) return explain(`There is no app ${irisAppId} here; start the emulator with its manifest.`);
    if (kind === 'frame') return toFrame(app, file, query.get('lang') ?? 'en');
    if (kind === 'bundle') return toBundleFile(app, file);
    return explain(`${path} is not served here; frames are under /frame/, bundles under /bundle/.`);
  };
};
