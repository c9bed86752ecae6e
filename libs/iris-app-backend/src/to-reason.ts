/** What something that was thrown says, for a log or a message. */
export const toReason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
