import { expect, test } from 'vitest';
import { helpText, parseCommandLine } from './command-line.ts';

const parseOptions = (...args: string[]) => {
  const parsed = parseCommandLine(args);
  if (parsed.kind !== 'run') throw new Error(`${parsed.kind} is not a run`);
  return parsed.options;
};

const parseProblem = (...args: string[]) => {
  const parsed = parseCommandLine(args);
  return parsed.kind === 'problem' ? parsed.message : parsed;
};

test('without options it listens where people look for it', () => {
  expect(parseOptions()).toEqual({
    port: 4400,
    appsPort: 4401,
    seed: undefined,
    stateFile: undefined,
    envFile: undefined,
    apps: [],
    manager: true,
  });
});

test('every option is read', () => {
  expect(
    parseOptions('--port', '0', '--apps-port=5001', '--seed', 'x', '--state', 'state.json', '--no-manager'),
  ).toMatchObject({ port: 0, appsPort: 5001, seed: 'x', stateFile: 'state.json', manager: false });
});

test('a bundle belongs to the manifest before it', () => {
  expect(
    parseOptions(
      '--manifest',
      'a.json',
      '--bundle',
      'a',
      '--manifest',
      'b.json',
      '--manifest',
      'c.json',
      '--bundle=c',
    ).apps,
  ).toEqual([
    { manifestPath: 'a.json', bundleDir: 'a' },
    { manifestPath: 'b.json', bundleDir: undefined },
    { manifestPath: 'c.json', bundleDir: 'c' },
  ]);
});

test('a bundle without its manifest is a problem', () => {
  expect(parseProblem('--bundle', 'a', '--manifest', 'a.json')).toMatch(
    /--bundle comes after the --manifest/,
  );
  expect(parseProblem('--manifest', 'a.json', '--bundle', 'a', '--bundle', 'b')).toMatch(/once/);
});

test.each(['65536', '-1', '44x', ''])('%o is no port', (port) => {
  expect(parseProblem(`--port=${port}`)).toMatch(/--port takes a number from 0 to 65535/);
});

test('what it does not know is a problem, not a guess', () => {
  expect(parseProblem('--prot', '1')).toMatch(/--prot/);
  expect(parseProblem('start')).toMatch(/start/);
});

test('help names every option', () => {
  expect(parseCommandLine(['--help'])).toEqual({ kind: 'help' });
  for (const name of [
    'port',
    'apps-port',
    'manifest',
    'bundle',
    'seed',
    'state',
    'write-env',
    'no-manager',
    'help',
  ]) {
    expect(helpText).toContain(`--${name} `);
  }
});
