import { defineConfig } from 'vitest/config';

/** One process runs every kind of test; `vitest run --project unit` runs one kind. */
export default defineConfig({
  test: {
    // One fewer than the cores is the default. The longest of our tests wait for most of their time, for a dead
    // process to be given up or a next try to be due; beside such a one there is work for both of two cores.
    maxWorkers: 3,
    // Within a file, more at a time would only wait longer for the browser, and for each other.
    maxConcurrency: 3,
    // `isolate: false`, where it is: a file that leaves something behind for the next one would be a fault of its own,
    // and a fresh process for each reads and compiles the same packages again, two thirds of what unit tests take.
    reporters: ['default', './tools/src/closing-line-reporter.ts'],
    coverage: { include: ['**/src/**/*.{ts,tsx}'] },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,libs}/*/src/**/*.spec.ts', 'tools/src/**/*.spec.ts', '*.spec.ts'],
          exclude: ['**/*.{integration,browser}.spec.ts'],
          isolate: false,
        },
      },
      {
        test: {
          name: 'dom',
          environment: './tools/src/quiet-dom-environment.ts',
          // What the build writes into the extension.
          env: { PUBLIC_URL: 'http://localhost:4300' },
          include: ['{apps,libs}/*/src/**/*.spec.tsx'],
        },
      },
      {
        test: {
          name: 'integration',
          globalSetup: ['./libs/testing/src/embedded-template.ts', './libs/testing/src/shared-postgres.ts'],
          include: ['{apps,libs}/*/src/**/*.integration.spec.ts', 'tools/src/**/*.integration.spec.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup: './libs/testing/src/embedded-template.ts',
          include: ['apps/e2e/src/**/*.browser.spec.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
