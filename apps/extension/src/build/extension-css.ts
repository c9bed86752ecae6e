import type { Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

/** The entry and every chunk it imports at once, the deepest first: the order in which CSS has to stand. */
const toStaticChunks = (
  bundle: Bundle,
  fileName: string,
  seen = new Set<string>(),
): Rolldown.OutputChunk[] => {
  const chunk = bundle[fileName];
  if (chunk?.type !== 'chunk' || seen.has(fileName)) return [];
  seen.add(fileName);
  return [...chunk.imports.flatMap((imported) => toStaticChunks(bundle, imported, seen)), chunk];
};

const toCss = (bundle: Bundle, chunk: Rolldown.OutputChunk): string[] =>
  [...(chunk.viteMetadata?.importedCss ?? [])].map((fileName) => {
    const asset = bundle[fileName];
    return asset?.type === 'asset' ? String(asset.source) : '';
  });

/**
 * Writes one `<extensionId>.css` beside each `<extensionId>.js`, because the frame loads exactly these two. Vite
 * would leave the CSS of shared chunks in files of their own that no HTML page links.
 */
export const extensionCss = (): Plugin => ({
  name: 'extension-css',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const written = Object.values(bundle)
      .filter((output) => output.type === 'chunk')
      .filter(({ isEntry }) => isEntry)
      .map(({ name, fileName }) => ({
        fileName: `${name}.css`,
        source: toStaticChunks(bundle, fileName)
          .flatMap((chunk) => toCss(bundle, chunk))
          .join('\n'),
      }));
    for (const [fileName, output] of Object.entries(bundle)) {
      if (output.type === 'asset' && fileName.endsWith('.css')) Reflect.deleteProperty(bundle, fileName);
    }
    for (const { fileName, source } of written) this.emitFile({ type: 'asset', fileName, source });
  },
});
