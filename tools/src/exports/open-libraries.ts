import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import ts from 'typescript';

/** A library as others see it: what can be imported, and which declaration files are its own. */
type Library = { readonly entries: readonly string[]; readonly isOwn: (file: string) => boolean };

type Libraries = {
  readonly program: ts.Program;
  readonly libraries: readonly Library[];
  /** The source file, from the root, that a symbol is declared in. */
  readonly toSource: (symbol: ts.Symbol) => string;
};

const readProject = (folder: string): ts.ParsedCommandLine => {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const project = ts.getParsedCommandLineOfConfigFile(`${folder}/tsconfig.json`, {}, host);
  if (project === undefined) throw new Error(`${folder}/tsconfig.json can't be read`);
  return project;
};

/** The declaration file that the compiler writes for each source. */
const mapDeclarations = (project: ts.ParsedCommandLine): ReadonlyMap<string, string> =>
  new Map(
    project.fileNames.flatMap((source) =>
      ts
        .getOutputFileNames(project, source, !ts.sys.useCaseSensitiveFileNames)
        .filter((output) => output.endsWith('.d.ts'))
        .map((output) => [source, output]),
    ),
  );

const listEntries = (folder: string, declarations: ReadonlyMap<string, string>): readonly string[] => {
  const { exports } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    readonly exports: Readonly<Record<string, string>>;
  };
  return Object.entries(exports).map(([name, file]) => {
    const entry = declarations.get(resolve(folder, file));
    if (entry === undefined || !existsSync(entry))
      throw new Error(
        `${folder} exports ${name} from ${file}, which "npm run typecheck" did not compile yet`,
      );
    return entry;
  });
};

/**
 * Opens every library of this repository in the form that `tsc -b` gives it: there, types are written out that the
 * sources leave to be inferred.
 *
 * @throws Error when a library is not compiled
 */
export const openLibraries = (): Libraries => {
  const parts = readdirSync('libs').map((name) => {
    const project = readProject(`libs/${name}`);
    const declarations = mapDeclarations(project);
    return { ...project, declarations, entries: listEntries(`libs/${name}`, declarations) };
  });
  const sources = new Map(
    parts.flatMap(({ declarations }) => [...declarations].map(([source, output]) => [output, source])),
  );
  return {
    // Libraries for browsers and for Node stand side by side; nothing is checked here, so their options may mix.
    program: ts.createProgram(
      parts.flatMap(({ entries }) => entries),
      Object.assign({}, ...parts.map(({ options }) => options)) as ts.CompilerOptions,
    ),
    libraries: parts.map(({ entries, declarations }) => {
      const own = new Set(declarations.values());
      return { entries, isOwn: (file) => own.has(file) };
    }),
    toSource: ({ declarations: [first] = [] }) => {
      const file = first?.getSourceFile().fileName ?? '';
      return relative('.', sources.get(file) ?? file);
    },
  };
};
