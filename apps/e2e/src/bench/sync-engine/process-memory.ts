import { readFile } from 'node:fs/promises';

const kibInMib = 1024;

/**
 * A process's memory in MiB: what it has now, and the most that it ever had, which the kernel keeps and no sampling
 * misses. Linux only; elsewhere nothing is known.
 */
export const readMemoryMib = async (
  pid: number,
): Promise<{ readonly nowMib: number; readonly peakMib: number }> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const read = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / kibInMib;
  return { nowMib: read('VmRSS'), peakMib: read('VmHWM') };
};
