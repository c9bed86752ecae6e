import ts from 'typescript';

/** A name that an entry file exports, with the symbol of its declaration wherever that stands. */
export type PublicSymbol = { readonly name: string; readonly symbol: ts.Symbol };

/** What a name stands for in the end, however many files passed it on. */
export const toDeclared = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/**
 * Lists what somebody who imports an entry file can name.
 *
 * @throws Error when the file is not in the program or exports nothing
 */
export const listPublicSymbols = (program: ts.Program, entry: string): readonly PublicSymbol[] => {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${entry} is not there, or exports nothing`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => ({ name: symbol.name, symbol: toDeclared(symbol, checker) }));
};
