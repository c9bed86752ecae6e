import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as testingLibrary from '@testing-library/react';
import ts from 'typescript';
import * as jsxRuntime from 'react/jsx-runtime';
import { afterEach, expect, test, vi } from 'vitest';
import * as sdk from './index.ts';
import * as sdkForTests from './test/index.ts';

const modules: Readonly<Record<string, unknown>> = {
  '@testing-library/react': testingLibrary,
  '@trackunit/iris-app-sdk': sdk,
  '@trackunit/iris-app-sdk/test': sdkForTests,
  'react/jsx-runtime': jsxRuntime,
};

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  jsx: ts.JsxEmit.ReactJSX,
};

afterEach(() => {
  testingLibrary.cleanup();
  vi.unstubAllGlobals();
});

test('the component and its test in the README do what they say', async () => {
  const readme = await readFile(fileURLToPath(import.meta.resolve('../README.md')), 'utf8');
  const isOfUse = (example: string) => /Greeting|trackunitProviders\(/.test(example);
  const examples = [...readme.matchAll(/```tsx\n([^]*?)```/g)].map(([, text]) => text!).filter(isOfUse);
  expect(examples).toHaveLength(2);
  const fetched = vi.fn(async () => new Response());
  vi.stubGlobal('fetch', fetched);

  const code = ts.transpileModule(examples.join('\n'), { compilerOptions }).outputText;
  const run = new Function('require', 'exports', 'backendUrl', `${code}\nreturn host;`);
  const host = run((name: string) => modules[name], {}, 'https://backend') as sdkForTests.FakeHost;

  const headers = { authorization: 'Bearer t-1' };
  await vi.waitFor(() => expect(fetched.mock.calls).toEqual([['https://backend/machines', { headers }]]));
  expect(host.calls.map(({ name }) => name)).toContain('getTokenContext');
  expect(await host.connection.call('getCurrentUserContext')).toMatchObject({ language: 'da' });
});
