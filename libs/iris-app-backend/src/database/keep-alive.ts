/**
 * For every connection to a server: after ten seconds without a word the system asks whether the other side is still
 * there. A firewall that drops an idle connection, or a server that lost its power, says nothing: without asking, a
 * listener would hear nothing for ever, and the pool would hand out what is dead.
 */
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
