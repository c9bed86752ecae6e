import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli, type Streams } from '../cli/run-cli.ts';
import type { ProgramRun } from './run-program.ts';

/** The operator's command line in this process, where what a command does is the subject and not that it ends. */
export const runCliHere = async (
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  input = '',
): Promise<ProgramRun> => {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const printed = Promise.all([text(stdout), text(stderr)]);
  stdin.end(input);
  const code = await runCli(args, env, { stdin, stdout, stderr } as unknown as Streams);
  stdout.end();
  stderr.end();
  const [output, errors] = await printed;
  return { code, stdout: output, stderr: errors };
};
