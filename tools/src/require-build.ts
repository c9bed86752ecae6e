import { existsSync } from 'node:fs';

// Runs before the built backend, so that a forgotten build is one sentence, not a module that Node can't find.
if (!existsSync('dist/backend/main.js')) {
  console.error('There is no build of the backend yet. Run "npm run build" first.');
  process.exit(1);
}
