import type { Sync } from '@fleet-watch/contracts';
import type { Language } from '../failures/language.ts';
import { toSentence } from '../failures/to-sentence.ts';
import type { StoredSync } from '../store/syncs.ts';

/** A sync as the contract has it: why it failed is a sentence. */
export const toSync = ({ failure, ...sync }: StoredSync, language: Language): Sync => ({
  ...sync,
  error: toSentence(failure, language),
});
