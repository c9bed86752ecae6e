export { compileCacheEnv } from './compile-cache-env.ts';
export { createTestDatabase } from './create-test-database.ts';
export { findFreePort } from './find-free-port.ts';
export { findBrowser } from './find-browser.ts';
export type { BrowserProgram } from './packaged-browser.ts';
export { launchBrowser } from './launch-browser.ts';
export { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
export { startPostgres, type StartPostgresOptions, type TestPostgres } from './start-postgres.ts';
export type {} from './shared-databases.ts';
