import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const placeholder = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><link rel="icon" href="data:," /><title>Trackunit Manager (local)</title></head>
  <body>
    <h1>Local Trackunit</h1>
    <p>The platform runs. The Manager page is not built: run <code>npm run build</code> and start again.</p>
  </body>
</html>
`;

/** A getter of Manager's `index.html`, or of a page that says how to get one. */
export const createManagerPage =
  (managerDir: string | undefined): (() => string) =>
  () => {
    if (managerDir === undefined) return placeholder;
    try {
      return readFileSync(join(managerDir, 'index.html'), 'utf8');
    } catch {
      return placeholder;
    }
  };
