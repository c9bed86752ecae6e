import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as testingLibrary from '@testing-library/react';
import ts from 'typescript';
import * as jsxRuntime from 'react/jsx-runtime';
import { afterEach, expect, test, vi } from 'vitest';
import * as sdk from './index.ts';
import { answerAsHost, embedInFakeParent } from './test/fake-parent.ts';
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

const toCommonJs = (code: string): string => ts.transpileModule(code, { compilerOptions }).outputText;

afterEach(() => {
  testingLibrary.cleanup();
  vi.unstubAllGlobals();
});

const toPath = (relative: string): string => fileURLToPath(import.meta.resolve(relative));

const readExamples = async (): Promise<readonly string[]> => {
  const readme = await readFile(toPath('../README.md'), 'utf8');
  return [...readme.matchAll(/```tsx?\n([^]*?)```/g)].map(([, text]) => text!);
};

test('the component and its test in the README do what they say', async () => {
  const examples = (await readExamples()).filter((text) => /Greeting|trackunitProviders\(/.test(text));
  expect(examples).toHaveLength(2);
  const fetched = vi.fn(async () => new Response());
  vi.stubGlobal('fetch', fetched);

  const code = toCommonJs(examples.join('\n'));
  const run = new Function('require', 'exports', 'backendUrl', `${code}\nreturn host;`);
  const host = run((name: string) => modules[name], {}, 'https://backend') as sdkForTests.FakeHost;

  const headers = { authorization: 'Bearer t-1' };
  await vi.waitFor(() => expect(fetched.mock.calls).toEqual([['https://backend/machines', { headers }]]));
  expect(host.calls.map(({ name }) => name)).toContain('getTokenContext');
  expect(await host.connection.call('getCurrentUserContext')).toMatchObject({ language: 'da' });
});

/** Builds what the README shows as a person would, in a folder of its own. */
const buildExample = async (folder: string): Promise<string> => {
  const examples = await readExamples();
  const find = (word: string): string => examples.find((text) => text.includes(word)) ?? '';
  await mkdir(join(folder, 'src'));
  await symlink(toPath('../../../node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'vite.config.ts'), find('defineConfig'));
  await writeFile(join(folder, 'src/hello-react.tsx'), `import './app.css';\n${find('createRoot')}`);
  await writeFile(join(folder, 'src/app.css'), 'button { color: red }');
  await writeFile(join(folder, 'src/app.tsx'), `const backendUrl = '';\n${find('function Greeting')}`);
  const { NODE_ENV: _ofTheTests, ...env } = process.env;
  await promisify(execFile)(process.execPath, [toPath('../../../node_modules/vite/bin/vite.js'), 'build'], {
    cwd: folder,
    env,
  });
  return join(folder, 'dist');
};

type Lifecycle = (props: { readonly domElement: HTMLElement }) => Promise<void>;

test('the extension that the README builds is a file that needs no process, mounts and unmounts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'readme-'));
  try {
    const dist = await buildExample(folder);
    const extension = {} as Record<'bootstrap' | 'mount' | 'unmount', Lifecycle>;
    expect((await readdir(dist)).sort()).toEqual(['hello-react.css', 'hello-react.js']);
    const bundle = await readFile(join(dist, 'hello-react.js'), 'utf8');
    // As in a browser, nothing is called `process` where it runs.
    new Function('exports', 'process', toCommonJs(bundle))(extension);
    answerAsHost(embedInFakeParent(), {});
    const props = { domElement: document.body.appendChild(document.createElement('div')) };
    await extension.bootstrap(props);
    await extension.mount(props);
    await vi.waitFor(() => expect(props.domElement.textContent).toBe('Load'));
    await extension.unmount(props);
    expect(props.domElement.textContent).toBe('');
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
