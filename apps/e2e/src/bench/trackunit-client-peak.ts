import { readFileSync } from 'node:fs';

/**
 * The most memory that this process ever had, in bytes. On Linux `resourceUsage().maxRSS` begins with what the parent had
 * when it started the process, so there the kernel's own mark is read.
 */
export const readPeakBytes = (): number => {
  try {
    const mark = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (mark !== undefined) return Number(mark) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
};
