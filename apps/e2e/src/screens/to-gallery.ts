import { screensByPlace } from './all-screens.ts';
import type { Screen } from './screen.ts';

const intro = `# Screens

Every screen and state, as \`npm run screens\` last took them from the real system in the local Trackunit Manager. How each
state is brought about stands in [apps/e2e/src/screens](../../apps/e2e/src/screens); a test opens every one, looks for what
leaves people out (WCAG 2.2 AA), and checks that it fits its width.`;

/** `fleet-page-first-sync` → `Fleet page first sync`. */
const toTitle = ({ name }: Screen): string => {
  const text = name.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const toPlace = ([place, screens]: readonly [string, readonly Screen[]]): string =>
  [
    `## ${place}`,
    ...screens.map((screen) => `### ${toTitle(screen)}\n\n![${toTitle(screen)}](${screen.name}.png)`),
  ].join('\n\n');

/** Writes the page that shows all pictures. */
export const toGallery = (): string =>
  `${[intro, ...Object.entries(screensByPlace).map(toPlace)].join('\n\n')}\n`;
