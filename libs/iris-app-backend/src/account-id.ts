import { DatabaseError } from './database/database-error.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a text can be an account's id: a UUID, in whatever letters. */
export const isAccountId = (text: string): boolean => uuid.test(text);

/**
 * An account's id as it is compared, bound into what is encrypted, and kept: a UUID in lower case.
 *
 * @throws DatabaseError `account_id_invalid` for no UUID
 */
export const toAccountId = (text: string): string => {
  if (!isAccountId(text))
    throw new DatabaseError('account_id_invalid', `'${text}' is no account id: it is no UUID.`);
  return text.toLowerCase();
};
