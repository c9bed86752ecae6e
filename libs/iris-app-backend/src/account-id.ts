import { DatabaseError } from './database/database-error.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * An account's id as it is compared, bound into what is encrypted, and kept: a UUID in lower case.
 *
 * @throws DatabaseError `account_id_invalid` for no UUID
 */
export const toAccountId = (text: string): string => {
  if (!uuid.test(text))
    throw new DatabaseError('account_id_invalid', `'${text}' is no account id: it is no UUID.`);
  return text.toLowerCase();
};
