import ts from 'typescript';
import { listPublicSymbols, toDeclared } from './list-public-symbols.ts';

/** A type that `usedBy`, an export, is made of and that nobody outside the package can name. */
export type UnexportedType = {
  readonly name: string;
  readonly usedBy: string;
  readonly symbol: ts.Symbol;
};

const findTypeName = (node: ts.Node): ts.Node | undefined => {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  return ts.isImportTypeNode(node) ? node.qualifier : undefined;
};

/** What `typeof` asks for: of a function what it gives, as in `ReturnType<typeof createThing>`. */
const toAskedPart = (declaration: ts.Declaration): ts.Node => {
  const type = ts.isVariableDeclaration(declaration) ? declaration.type : undefined;
  const asked = type ?? declaration;
  return ts.isFunctionLike(asked) && asked.type !== undefined ? asked.type : asked;
};

/** The type that a public alias such as `type Public = Internal` gives another name: it can be named by that. */
const findRenamed = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol | undefined => {
  const type = symbol.declarations?.find(ts.isTypeAliasDeclaration)?.type;
  if (type === undefined || !ts.isTypeReferenceNode(type) || type.typeArguments) return undefined;
  const renamed = checker.getSymbolAtLocation(type.typeName);
  return renamed && toDeclared(renamed, checker);
};

/**
 * The types that the exports of a package are made of and that the package does not export.
 *
 * @param program of declaration files (`.d.ts`): there inferred types are written out, and bodies are gone
 * @param entries every file that the package can be imported by
 * @param isOwn whether a file is the package's; what others declare is theirs to export
 */
export const findUnexportedTypes = (
  program: ts.Program,
  entries: readonly string[],
  isOwn: (file: string) => boolean,
): readonly UnexportedType[] => {
  const checker = program.getTypeChecker();
  const exported = entries.flatMap((entry) => listPublicSymbols(program, entry));
  const renamed = exported.flatMap(({ name, symbol }) => {
    const behind = findRenamed(symbol, checker);
    return behind === undefined ? [] : [{ name, symbol: behind }];
  });
  const nameable = [...exported, ...renamed];
  const seen = new Set(nameable.map(({ symbol }) => symbol));
  const found: UnexportedType[] = [];

  const listOwn = ({ declarations = [] }: ts.Symbol): readonly ts.Declaration[] =>
    declarations.filter((declaration) => isOwn(declaration.getSourceFile().fileName));
  const findNew = (name: ts.Node): ts.Symbol | undefined => {
    const symbol = checker.getSymbolAtLocation(name);
    const declared = symbol && toDeclared(symbol, checker);
    if (declared === undefined || seen.has(declared) || listOwn(declared).length === 0) return undefined;
    seen.add(declared);
    return declared;
  };
  const look = (node: ts.Node, usedBy: string): void => {
    const name = findTypeName(node);
    const type = name && findNew(name);
    if (type && (type.flags & ts.SymbolFlags.TypeParameter) === 0)
      found.push({ name: type.name, usedBy, symbol: type });
    const value = ts.isTypeQueryNode(node) ? findNew(node.exprName) : undefined;
    for (const declaration of value ? listOwn(value) : []) look(toAskedPart(declaration), usedBy);
    ts.forEachChild(node, (child) => look(child, usedBy));
  };
  for (const { name, symbol } of nameable) for (const declaration of listOwn(symbol)) look(declaration, name);
  return found;
};
