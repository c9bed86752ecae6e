import type ts from 'typescript';
import { listPublicSymbols, type PublicSymbol } from './list-public-symbols.ts';

/** The exports of a package without a docstring. Tags alone, such as `@see`, do not say what a thing is for. */
export const findUndocumented = (program: ts.Program, entries: readonly string[]): readonly PublicSymbol[] =>
  entries
    .flatMap((entry) => listPublicSymbols(program, entry))
    .filter(({ symbol }) => symbol.getDocumentationComment(program.getTypeChecker()).length === 0);
