import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './command.ts';

/** Asks whoever typed the command; where nobody is there, the answers are read from the input, a line each. */
export type Prompt = {
  readonly ask: (question: string) => Promise<string>;
  /** The answer is not shown while it is typed. */
  readonly askSecret: (question: string) => Promise<string>;
  readonly close: () => void;
};

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

const createTypedPrompt = (input: NodeJS.ReadStream, errors: NodeJS.WriteStream): Prompt => {
  const askOn = async (question: string, output: NodeJS.WritableStream): Promise<string> => {
    const asking = createInterface({ input, output, terminal: true });
    asking.once('SIGINT', () => process.exit(130));
    errors.write(`${question}: `);
    try {
      return await asking.question('');
    } finally {
      asking.close();
    }
  };
  return {
    ask: (question) => askOn(question, errors),
    askSecret: async (question) => {
      const answer = await askOn(question, nowhere());
      errors.write('\n');
      return answer;
    },
    close: () => {},
  };
};

const createPipedPrompt = (input: NodeJS.ReadStream): Prompt => {
  let lines: AsyncIterator<string> | undefined;
  let close = () => {};
  const ask = async (question: string): Promise<string> => {
    if (lines === undefined) {
      const reader = createInterface({ input, terminal: false });
      close = () => reader.close();
      lines = reader[Symbol.asyncIterator]();
    }
    const line = await lines.next();
    if (line.done)
      throw new UsageError(`${question} is missing: give it on the standard input, a line for each answer.`);
    return line.value;
  };
  return { ask, askSecret: ask, close: () => close() };
};

/** Asks on a terminal, or reads a pipe. */
export const createPrompt = (input: NodeJS.ReadStream, errors: NodeJS.WriteStream): Prompt =>
  input.isTTY ? createTypedPrompt(input, errors) : createPipedPrompt(input);
