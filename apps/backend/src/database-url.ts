/** The address as the driver reads it, which also takes one that names a user and no host. */
const parse = (text: string): URL | null => URL.parse(text) ?? URL.parse(text.replace('@/', '@localhost/'));

/** Whether the driver can decode what is percent-encoded; a `%` that encodes nothing it takes as it stands. */
const isDecodable = ({ username, password, host, pathname }: URL): boolean => {
  const parts = [username, password, host, pathname];
  try {
    for (const part of parts) decodeURIComponent(part.replace(/%(?![0-9a-f]{2})/gi, '%25'));
    return true;
  } catch {
    return false;
  }
};

/**
 * Whether nothing of user name and password is where a host or a database stands: a `/`, `?` or `#` in them ends the
 * address's first part early, and leaves the `@` that belongs behind them in another part.
 */
const isWhole = ({ pathname, search, hash }: URL): boolean =>
  hash === '' && !`${pathname}${search}`.includes('@');

/** Why a text is no address of a PostgreSQL server; nothing when it is one. The text is never quoted: it has a password. */
export const findDatabaseUrlProblem = (text: string): string | undefined => {
  if (!/^postgres(ql)?:\/\//.test(text)) return 'must be a postgres:// address';
  const url = parse(text);
  if (url !== null && isWhole(url) && isDecodable(url)) return undefined;
  return (
    "can't be read: it must look like postgres://user:password@host:5432/name, and special characters in user name " +
    'and password be percent-encoded (# as %23, / as %2F, ? as %3F, @ as %40, % as %25)'
  );
};

/** Host and name of the database, such as `db:5432/fleet`, never who signs in; nothing for what is no such address. */
export const findDatabaseName = (text: string): string | undefined => {
  const url = findDatabaseUrlProblem(text) === undefined ? parse(text) : null;
  return url === null ? undefined : `${url.searchParams.get('host') ?? url.host}${url.pathname}`;
};
