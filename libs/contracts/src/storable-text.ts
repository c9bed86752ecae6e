import { z } from 'zod';

/** Whether a text can be kept and compared in PostgreSQL: no NUL, and no half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** What is said of a text that can't. */
export const unstorable = 'has characters that can’t be stored';

/** A text that comes from outside and reaches the database. */
export const storableText = z.string().refine(isStorableText, unstorable);
