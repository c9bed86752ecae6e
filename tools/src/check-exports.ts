import { findUndocumented } from './exports/find-undocumented.ts';
import { findUnexportedTypes } from './exports/find-unexported-types.ts';
import { openLibraries } from './exports/open-libraries.ts';

/** Every export of a library says what it is for, and is made of types that its users can name, too. */
const { program, libraries, toSource } = openLibraries();

const problems = libraries.flatMap(({ entries, isOwn }) => [
  ...findUndocumented(program, entries).map(
    ({ name, symbol }) => `${toSource(symbol)}: ${name} is exported and has no docstring`,
  ),
  ...findUnexportedTypes(program, entries, isOwn).map(
    ({ name, symbol, usedBy }) => `${toSource(symbol)}: ${name} is part of ${usedBy} and not exported itself`,
  ),
]);

console.log(`${libraries.length} libraries, ${problems.length} exports that users can't make sense of`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
