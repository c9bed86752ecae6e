import {
  installedMessageSchema,
  lifecycleMessageSchema,
  type InstalledMessage,
  type LifecycleMessage,
  type Violation,
} from '@fleet-watch/contracts';

/** A body as a life-cycle message, or what is wrong with it. `installed` is set for the one type with a credential. */
export type MessageOutcome =
  | {
      readonly ok: true;
      readonly message: LifecycleMessage;
      readonly installed: InstalledMessage | undefined;
    }
  | { readonly ok: false; readonly code: 'malformed_json' }
  | { readonly ok: false; readonly code: 'constraint_violation'; readonly violations: readonly Violation[] };

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

const toViolations = (issues: readonly Issue[]): readonly Violation[] =>
  issues.map(({ path, message }) => ({ field: path.join('.'), message }));

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/** Reads the body of a life-cycle message. Unknown members are dropped, unknown types are let through. */
export const parseMessage = (bytes: Buffer): MessageOutcome => {
  const json = parseJson(bytes);
  if (json === undefined) return { ok: false, code: 'malformed_json' };
  const isInstalled =
    typeof json === 'object' && json !== null && 'type' in json && json.type === 'INSTALLED';
  const installed = isInstalled ? installedMessageSchema.safeParse(json) : undefined;
  const parsed = installed ?? lifecycleMessageSchema.safeParse(json);
  if (parsed.success) return { ok: true, message: parsed.data, installed: installed?.data };
  return { ok: false, code: 'constraint_violation', violations: toViolations(parsed.error.issues) };
};
