import type { z } from 'zod';
import type { Call } from '../http/call.ts';
import { toFailure, toJson, type Reply } from '../http/reply.ts';
import { isProblem } from '../problem.ts';
import { parseBody } from './parse-body.ts';

/** Runs a use case on a parsed body; a problem that it answers becomes an error of that status. */
export const onBody =
  <T>(schema: z.ZodType<T>, run: (value: T) => Promise<object>) =>
  async (call: Call): Promise<Reply> => {
    const parsed = parseBody(call, schema);
    if ('refusal' in parsed) return parsed.refusal;
    const result = await run(parsed.value);
    return isProblem(result) ? toFailure(result.status, result.code, result.message) : toJson(200, result);
  };
