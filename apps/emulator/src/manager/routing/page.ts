/** A page of Manager, as its URL names it. */
export type Page =
  | { readonly name: 'home' }
  | { readonly name: 'fleet' }
  | { readonly name: 'asset'; readonly assetId: string; readonly tab: AssetTab }
  | { readonly name: 'extension'; readonly irisAppId: string; readonly extensionId: string }
  | { readonly name: 'library' }
  | { readonly name: 'app'; readonly irisAppId: string }
  | { readonly name: 'administration' }
  | { readonly name: 'limits' }
  | { readonly name: 'unknown'; readonly path: string };

/** A tab of an asset's page: one of Manager's own, or an extension. */
export type AssetTab =
  | { readonly kind: 'status' }
  | { readonly kind: 'own'; readonly page: string }
  | { readonly kind: 'extension'; readonly irisAppId: string; readonly extensionId: string };

/** Understands a path of Manager; `irisAppId` is one segment, with its slash encoded. */
export function parsePage(path: string): Page {
  const [first, second, third, fourth, fifth] = path.split('/').filter(Boolean).map(decodeSegment);
  const rest = fifth ?? fourth ?? third;
  if (first === undefined) return { name: 'home' };
  if (first === 'fleet' && !second) return { name: 'fleet' };
  if (first === 'library' && !third) {
    return second ? { name: 'app', irisAppId: second } : { name: 'library' };
  }
  if (first === 'administration' && !second) return { name: 'administration' };
  if (first === 'limits' && !second) return { name: 'limits' };
  if (first === 'apps' && second && third && !fourth) {
    return { name: 'extension', irisAppId: second, extensionId: third };
  }
  if (first === 'assets' && second && third === 'apps' && fourth && fifth) {
    return {
      name: 'asset',
      assetId: second,
      tab: { kind: 'extension', irisAppId: fourth, extensionId: fifth },
    };
  }
  if (first === 'assets' && second && rest === third) {
    return { name: 'asset', assetId: second, tab: third ? { kind: 'own', page: third } : { kind: 'status' } };
  }
  return { name: 'unknown', path };
}

/** The path of a page; `parsePage` reads it back. */
export function toPath(page: Page): string {
  switch (page.name) {
    case 'home':
      return '/';
    case 'fleet':
    case 'library':
    case 'administration':
    case 'limits':
      return `/${page.name}`;
    case 'app':
      return joinPath('library', page.irisAppId);
    case 'extension':
      return joinPath('apps', page.irisAppId, page.extensionId);
    case 'asset':
      return joinPath('assets', page.assetId, ...toTabSegments(page.tab));
    case 'unknown':
      return page.path;
  }
}

/** The page without its tab: an asset's tabs stand under one heading. */
export const withoutTab = (page: Page): Page =>
  page.name === 'asset' ? { ...page, tab: { kind: 'status' } } : page;

function toTabSegments(tab: AssetTab): readonly string[] {
  if (tab.kind === 'status') return [];
  return tab.kind === 'own' ? [tab.page] : ['apps', tab.irisAppId, tab.extensionId];
}

const joinPath = (...segments: readonly string[]) => `/${segments.map(encodeURIComponent).join('/')}`;

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
