import ts from 'typescript';
import { expect, test } from 'vitest';
import { findUndocumented } from './find-undocumented.ts';
import { findUnexportedTypes } from './find-unexported-types.ts';

const entry = '/own/index.d.ts';

/** A program of these files and nothing else. */
const createProgram = (files: Readonly<Record<string, string>>): ts.Program => {
  const options: ts.CompilerOptions = { noLib: true, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    directoryExists: () => true,
    fileExists: (file) => file in files,
    readFile: (file) => files[file],
    getSourceFile: (file, target) => {
      const text = files[file];
      return text === undefined ? undefined : ts.createSourceFile(file, text, target);
    },
  };
  return ts.createProgram([entry], options, host);
};

const namesOf = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);
const findIn = (text: string, more: Readonly<Record<string, string>> = {}) =>
  findUnexportedTypes(createProgram({ [entry]: text, ...more }), [entry], (file) => file.startsWith('/own/'));

test('an export without a docstring is found behind whatever file passes it on', () => {
  const program = createProgram({
    [entry]: `export { bare, told } from './passed-on';`,
    '/own/passed-on.d.ts': `export { bare, told } from './declared';`,
    '/own/declared.d.ts': `
      export declare const bare: 1;
      /** What it is for. */
      export declare const told: 1;
      export declare const notForOthers: 1;`,
  });
  expect(namesOf(findUndocumented(program, [entry]))).toEqual(['bare']);
});

test('a tag alone is no docstring', () => {
  const program = createProgram({
    [entry]: '/** @see https://example.com */\nexport declare const told: 1;',
  });
  expect(namesOf(findUndocumented(program, [entry]))).toEqual(['told']);
});

test('a type that an export is made of has to be exported, and is named with who uses it', () => {
  const found = findIn(`export { make } from './make';`, {
    '/own/make.d.ts': `
      interface Options { readonly deep: Deep }
      interface Deep {}
      export interface Made {}
      export declare const make: (options: Options) => Made;`,
  });
  expect(found).toMatchObject([
    { name: 'Options', usedBy: 'make' },
    { name: 'Made', usedBy: 'make' },
  ]);
});

test('what a class extends and what an array or a union holds count, too', () => {
  const found = findIn(`
    declare class Base {}
    type Item = { readonly a: 1 };
    type Other = { readonly b: 1 };
    export declare class Public extends Base {}
    export type List = readonly (Item | Other)[];
    export {};`);
  expect(namesOf(found)).toEqual(['Base', 'Item', 'Other']);
});

test('type parameters, types of other packages and types with a public alias can be named', () => {
  const found = findIn(
    `import type { Theirs } from '../theirs/index';
     type Internal = { readonly a: 1 };
     export type Public = Internal;
     export type Pair<One> = { readonly one: One; readonly theirs: Theirs; readonly internal: Internal };
     export {};`,
    { '/theirs/index.d.ts': `export interface Theirs {}` },
  );
  expect(found).toEqual([]);
});

test('behind `typeof` a function counts with what it gives, and not with what it takes', () => {
  const found = findIn(`
    interface Inner {}
    interface Given {}
    declare const create: (inner: Inner) => { readonly give: () => Given };
    export type Public = typeof create;
    export {};`);
  expect(found).toMatchObject([{ name: 'Given', usedBy: 'Public' }]);
});
