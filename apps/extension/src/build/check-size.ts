import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureBundle, toSizeReport } from './measure-bundle.ts';

/** Ends the build when an extension is heavier than it may be. */
const main = () => {
  const folder = fileURLToPath(new URL('../../../../dist/extension/', import.meta.url));
  const files = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js') || name.endsWith('.css'))
      .map((name) => [name, readFileSync(`${folder}${name}`)] as const),
  );
  const { lines, tooHeavy } = toSizeReport(measureBundle(files));
  process.stdout.write(`${lines.join('\n')}\n`);
  if (tooHeavy) process.exitCode = 1;
};

main();
