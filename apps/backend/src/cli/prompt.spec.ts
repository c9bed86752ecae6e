import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createPrompt } from './prompt.ts';

const createStreams = ({ isTTY }: { readonly isTTY: boolean }) => {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => input });
  const errors = Object.assign(new PassThrough(), { isTTY });
  let shown = '';
  errors.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const prompt = createPrompt(input as unknown as NodeJS.ReadStream, errors as unknown as NodeJS.WriteStream);
  return { input, prompt, shown: () => shown };
};

test('a secret that is typed on a terminal is not shown', async () => {
  const { input, prompt, shown } = createStreams({ isTTY: true });
  const asked = prompt.askSecret('Client secret');
  input.write('very secret\r');
  expect(await asked).toBe('very secret');
  expect(shown()).toBe('Client secret: \n');
});

test('answers from a pipe are read a line each', async () => {
  const { input, prompt } = createStreams({ isTTY: false });
  input.end('id\nvery secret\n');
  expect([await prompt.ask('Client id'), await prompt.askSecret('Client secret')]).toEqual([
    'id',
    'very secret',
  ]);
});

test('a pipe with too few lines is a mistake that says what is missing', async () => {
  const { input, prompt } = createStreams({ isTTY: false });
  input.end('id\n');
  await prompt.ask('Client id');
  await expect(prompt.askSecret('Client secret')).rejects.toThrow('Client secret is missing');
});
