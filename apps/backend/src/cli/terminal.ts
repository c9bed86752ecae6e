/** Where a command writes. */
export type Terminal = {
  /** A line for whoever typed the command, or for the next program in the pipe. */
  readonly print: (line: string) => void;
  /** Part of an output that is too large for memory; resolves when there is room for more. */
  readonly write: (text: string) => Promise<void>;
  /** How far something is, of how much: a bar that is drawn over itself where a person looks. */
  readonly progress: (done: number, total: number) => void;
  readonly complain: (line: string) => void;
};

const width = 30;

const toBar = (done: number, total: number): string => {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * width);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${done}/${total}`;
};

/** Writes to a process's own streams. Progress goes to the error stream, so that it is in nobody's pipe. */
export const createTerminal = (output: NodeJS.WriteStream, errors: NodeJS.WriteStream): Terminal => ({
  print: (line) => void output.write(`${line}\n`),
  write: (text) =>
    new Promise((resolve, reject) => output.write(text, (error) => (error ? reject(error) : resolve()))),
  progress: (done, total) => {
    const bar = toBar(done, total);
    errors.write(errors.isTTY ? `\r${bar}${done >= total ? '\n' : ''}` : `${bar}\n`);
  },
  complain: (line) => void errors.write(`${line}\n`),
});
