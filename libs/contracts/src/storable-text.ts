import { z } from 'zod';

/** Whether a text can be kept and compared in PostgreSQL: no NUL, and no half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** A text that comes from outside and reaches the database. */
export const storableText = z.string().refine(isStorableText, 'has characters that can’t be stored');
