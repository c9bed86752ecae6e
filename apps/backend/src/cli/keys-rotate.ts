import type { Command } from './command.ts';

/** Everything is encrypted with the first key. */
export const keysRotate: Command = {
  words: ['keys', 'rotate'],
  summary: 'encrypts everything with the first of CREDENTIAL_KEYS; stopped half-way, the next run goes on',
  run: async ({ vault, keys, terminal }) => {
    const { done } = await vault.rotateKeys({
      onProgress: (progress) => terminal.progress(progress.done, progress.total),
    });
    terminal.print(`Encrypted anew with key '${keys.firstKeyId}': ${done}.`);
    for (const [keyId, count] of await vault.countKeyUse())
      terminal.print(`Key '${keyId}' encrypts ${count} credentials, tokens and webhook secrets.`);
    terminal.print('A key that encrypts nothing any more can be taken out of CREDENTIAL_KEYS.');
  },
};
