import { isOrigin, isWithoutCredentials } from '@fleet-watch/contracts';
import { parseCredentialKeys } from '@fleet-watch/iris-app-backend';
import { z } from 'zod';
import { findDatabaseUrlProblem } from './database-url.ts';
import { findCronProblem } from './schedule/cron-period.ts';

/**
 * Which kind of place this is; `production` alone means something. Other words than that for it are refused: who writes
 * one relies on refusals that it would not bring.
 */
export const nodeEnv = z
  .string()
  .refine(
    (text) => text === 'production' || !/^\s*prod(uction)?\s*$/i.test(text),
    'must be written production',
  );

/** A web origin or base address, without the slash at its end so that paths can be put behind it. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http: or https: address' })
  .refine(isWithoutCredentials, 'must be without user name and password')
  .transform((url) => url.replace(/\/+$/, ''));

/** An address without user name, path and query. */
export const originUrl = httpUrl.refine(isOrigin, {
  error: 'must be an origin such as https://fleet-watch.example.com, without user name, path and query',
  abort: true,
});

export const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .pipe(z.number().max(65_535, 'must be a port number'));

/** A text in which `findProblem` finds none. */
const textWithout = (findProblem: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const problem = findProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

/** Where a PostgreSQL server is, and who signs in there. */
export const databaseAddress = textWithout(findDatabaseUrlProblem);

/** Five fields, read in UTC. */
export const cronExpression = textWithout(findCronProblem);

/** A switch: `true` or `false`, off when unset; any other word is refused. */
export const booleanSwitch = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .default('false')
  .transform((word) => word === 'true');

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const logLevel = z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` });

const words = (text: string): string[] => text.split(',').map((word) => word.trim());

/** Whether browsers send an origin like this one: without a slash, and without the port that its scheme has anyway. */
const isOriginPattern = (text: string): boolean => {
  const example = text.toLowerCase().replace('://*.', '://label.');
  return isOrigin(example) && new URL(example).origin === example && !example.includes('*');
};

/** `https://app.example.com,https://*.example.com`: a `*` stands for one label. */
export const originList = z
  .string()
  .transform(words)
  .pipe(
    z.array(
      // It may have a password in it, so it is not quoted.
      z.string().refine(isOriginPattern, {
        error: 'is no origin as browsers send it, such as https://app.example.com or https://*.example.com',
      }),
    ),
  );

export const roles = ['web', 'worker'] as const;

/** What one process does: answer HTTP, run jobs, or both. */
export type Role = (typeof roles)[number];

export const roleList = z
  .string()
  .transform(words)
  .pipe(z.array(z.enum(roles, { error: ({ input }) => `'${String(input)}' is no role: web, worker` })).min(1))
  .transform((list): readonly Role[] => [...new Set(list)]);

/** `id:base64-of-32-bytes[,id:…]`, read by the library that encrypts with them; its messages show no key. */
export const keyList = z.string().transform((text, context) => {
  try {
    return parseCredentialKeys(text);
  } catch (cause) {
    context.addIssue({ code: 'custom', message: cause instanceof Error ? cause.message : 'can’t be read' });
    return z.NEVER;
  }
});
