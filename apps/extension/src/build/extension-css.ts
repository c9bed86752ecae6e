import type { Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

/** The entry and every chunk it can come to need, the deepest first: the order in which CSS has to stand. */
const toChunks = (bundle: Bundle, fileName: string, seen = new Set<string>()): Rolldown.OutputChunk[] => {
  const chunk = bundle[fileName];
  if (chunk?.type !== 'chunk' || seen.has(fileName)) return [];
  seen.add(fileName);
  const below = [...chunk.imports, ...chunk.dynamicImports];
  return [...below.flatMap((imported) => toChunks(bundle, imported, seen)), chunk];
};

const toCss = (bundle: Bundle, chunk: Rolldown.OutputChunk): string[] =>
  [...(chunk.viteMetadata?.importedCss ?? [])].map((fileName) => {
    const asset = bundle[fileName];
    return asset?.type === 'asset' ? String(asset.source) : '';
  });

/** Vite would have a chunk that is loaded later wait for the CSS files it names; there are none any more. */
const forgetCssFiles = (bundle: Bundle): void => {
  for (const [fileName, output] of Object.entries(bundle)) {
    if (output.type === 'chunk') output.viteMetadata?.importedCss.clear();
    else if (fileName.endsWith('.css')) Reflect.deleteProperty(bundle, fileName);
  }
};

/**
 * Writes one `<extensionId>.css` beside each `<extensionId>.js`, because the frame loads exactly these two. Vite
 * would leave the CSS of shared and later chunks in files of their own that no HTML page links.
 */
export const extensionCss = (): Plugin => ({
  name: 'extension-css',
  generateBundle: {
    // Before Vite writes down which files a later chunk waits for.
    order: 'pre',
    handler(_options, bundle) {
      const written = Object.values(bundle)
        .filter((output) => output.type === 'chunk')
        .filter(({ isEntry }) => isEntry)
        .map(({ name, fileName }) => ({
          fileName: `${name}.css`,
          source: toChunks(bundle, fileName)
            .flatMap((chunk) => toCss(bundle, chunk))
            .join('\n'),
        }));
      forgetCssFiles(bundle);
      for (const { fileName, source } of written) this.emitFile({ type: 'asset', fileName, source });
    },
  },
});
