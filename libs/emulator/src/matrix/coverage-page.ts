import { escapeHtml } from '../frame/frame-page.ts';
import type { Coverage } from './coverage.ts';

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')}</tr></thead><tbody>${rows
    .map(row)
    .join('')}</tbody></table>`;

/** The page that says what is emulated, how surely, and what is not. */
export const toCoveragePage = ({ routes, notEmulated }: Coverage): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>What the local Trackunit emulates</title>
    <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #0f172a; }
      table { border-collapse: collapse; width: 100%; }
      td, th { border-bottom: 1px solid #e2e8f0; padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; }
      td:first-child { font-family: ui-monospace, monospace; font-size: 13px; }
    </style>
  </head>
  <body>
    <h1>What the local Trackunit emulates</h1>
    <h2>Not emulated</h2>
    ${table(
      ['what', 'why'],
      notEmulated.map(({ what, why }) => [what, why]),
    )}
    <h2>Routes</h2>
    ${table(
      ['route', 'how sure', 'source'],
      routes.map(({ route, fidelity, source }) => [route, fidelity, source]),
    )}
  </body>
</html>
`;
