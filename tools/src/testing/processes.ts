import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process and the one that started it. */
type Kinship = { readonly pid: number; readonly parent: number };

/** Linux tells it in files; `ps` is not in every container. */
const listOfLinux = async (): Promise<readonly Kinship[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // A process may end while the others are read.
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.flatMap((stat) => {
    // The name of the program, in brackets, may hold anything.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return parent === undefined ? [] : { pid: Number.parseInt(stat, 10), parent: Number(parent) };
  });
};

const listOfOthers = async (): Promise<readonly Kinship[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0]) => ({ pid, parent }));
};

/** The processes that this one started and that live, and theirs in turn. */
export const listDescendants = async (ancestor: number): Promise<readonly number[]> => {
  const all = await (process.platform === 'linux' ? listOfLinux() : listOfOthers());
  const childrenOf = (parent: number): readonly number[] =>
    all.filter((one) => one.parent === parent).flatMap(({ pid }) => [pid, ...childrenOf(pid)]);
  return childrenOf(ancestor);
};

/** Whether a process lives. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
