import type { Manifest } from '../marketplace/manifest.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for a page or for an attribute in quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => escapes[mark] ?? mark);

/** What the page of a frame needs. */
export type FramePage = {
  readonly extensionId: string;
  readonly language: string;
  readonly bundlePath: string;
  /** Undefined when the bundle has no style sheet. */
  readonly cssPath: string | undefined;
};

/** The document in which an extension lives. */
export const toFramePage = ({
  extensionId,
  language,
  bundlePath,
  cssPath,
}: FramePage): string => `<!doctype html>
<html lang="${escapeHtml(language)}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>${escapeHtml(extensionId)}</title>
  </head>
  <body>
    <div id="root" data-name="${escapeHtml(extensionId)}" data-bundle="${escapeHtml(bundlePath)}"${
      cssPath === undefined ? '' : ` data-css="${escapeHtml(cssPath)}"`
    }></div>
    <script type="module" src="/frame-loader.js"></script>
  </body>
</html>
`;

/**
 * The Content-Security-Policy of an app's frames: own scripts, own backend as the manifest's `connect-src` says,
 * embedded by Manager only. Inline styles are allowed, as single-spa bundles bring them. Inferred: no published
 * page shows Manager's real header.
 */
export const toContentSecurityPolicy = (manifest: Manifest, managerOrigins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self' data:",
    ['connect-src', "'self'", ...(manifest.cspHeader?.['connect-src'] ?? [])].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    ['frame-ancestors', ...managerOrigins].join(' '),
  ].join('; ');

const featureName = /^[a-z][a-z-]*$/;
const allowed = /^[^\s;,"]+$/;

/**
 * `permissionsPolicy` as an iframe's `allow` attribute: a record of feature and sources, a list of features, or the
 * text itself. Its form in a manifest is not published, so all three are read; anything else allows nothing.
 */
export const toAllowAttribute = (policy: unknown): string => {
  if (typeof policy === 'string') return policy;
  if (Array.isArray(policy)) return policy.filter((name) => featureName.test(String(name))).join('; ');
  if (typeof policy !== 'object' || policy === null) return '';
  return Object.entries(policy)
    .filter(([name]) => featureName.test(name))
    .map(([name, sources]) =>
      [
        name,
        ...[sources]
          .flat()
          .map(String)
          .filter((source) => allowed.test(source)),
      ].join(' '),
    )
    .join('; ');
};
