/** Cuts a list into parts in which each account, and each message, is there once. The order of each account stays. */
export const toWaves = <Message extends { readonly accountId: string; readonly messageId: string }>(
  messages: readonly Message[],
): readonly (readonly Message[])[] => {
  const waves: Message[][] = [];
  const last = new Map<string, number>();
  for (const one of messages) {
    const names = [`account ${one.accountId}`, `message ${one.messageId}`];
    const index = Math.max(...names.map((name) => (last.get(name) ?? -1) + 1));
    for (const name of names) last.set(name, index);
    (waves[index] ??= []).push(one);
  }
  return waves;
};
