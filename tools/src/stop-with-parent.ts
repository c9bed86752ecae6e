/**
 * Loaded before a program that another one started: asks it to stop when the other is gone, however that ended. The
 * channel between them closes even where a kill −9 left nobody to say so.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// It is no reason to go on living.
process.channel?.unref();
