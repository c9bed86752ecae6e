/**
 * The role that an account's transactions run in: no login, no bypass of row-level security, owner of nothing.
 * Roles belong to the whole server, so every database of one server shares the name.
 */
export const accountRole = 'iris_app_account';

/** Who is in this role sees every account's rows. The login user is; the account role is not. */
export const systemRole = 'iris_app_system';

const tableName = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/;

/**
 * The SQL that puts row-level security on a table of accounts' rows, for a migration.
 *
 * Afterwards a transaction of `forAccount` reads and writes the rows of its own account only, `asSystem` those of
 * all. The policies also bind the table's owner. Number rows with `generated … as identity`, not with `serial`: the
 * sequence of a serial column would need a grant of its own.
 *
 * @param table name of a table, with its schema where it is not the default one; the account's role may use that
 * schema then
 * @param options.column the `uuid` column that names the account, `account_id` by default
 * @param options.privileges what the account's role may do, `select, insert, update, delete` by default
 * @throws TypeError for a name that would need quoting
 * @see https://www.postgresql.org/docs/18/ddl-rowsecurity.html
 */
export const accountTablePolicySql = (
  table: string,
  { column = 'account_id', privileges = 'select, insert, update, delete' } = {},
): string => {
  if (!tableName.test(table)) throw new TypeError(`'${table}' is no plain table name`);
  if (!tableName.test(column)) throw new TypeError(`'${column}' is no plain column name`);
  const [schema] = table.split('.').slice(0, -1);
  // As a subquery it is asked once a statement and not once a row.
  const own = `${column} = (select nullif(current_setting('iris_app.account_id', true), '')::uuid)`;
  return `
    ${schema === undefined ? '' : `grant usage on schema ${schema} to ${accountRole};`}
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy account_rows on ${table} to ${accountRole} using (${own}) with check (${own});
    comment on policy account_rows on ${table} is '${column}';
    create policy system_rows on ${table} to ${systemRole} using (true) with check (true);
    grant ${privileges} on ${table} to ${accountRole};
  `;
};

const ensureRole = (role: string): string => `
  if not exists (select from pg_catalog.pg_roles where rolname = '${role}') then
    create role ${role} nologin;
  end if;
  if not pg_catalog.pg_has_role(current_user, '${role}', 'set')
     or not pg_catalog.pg_has_role(current_user, '${role}', 'usage') then
    grant ${role} to current_user with inherit true, set true;
  end if;`;

/**
 * Creates both roles where they are missing and makes the login user a member. Databases of one server may do so
 * at the same moment, and their advisory locks do not see each other, hence the few tries.
 */
export const rolesSql = `
do $roles$
begin
  for attempt in 1..20 loop
    begin
      ${ensureRole(accountRole)}
      ${ensureRole(systemRole)}
      exit;
    exception when duplicate_object or unique_violation or internal_error then
      if attempt = 20 then raise; end if;
      perform pg_catalog.pg_sleep(0.05);
    end;
  end loop;
end
$roles$;
do $usage$
begin
  execute format('grant usage on schema %I to ${accountRole}', current_schema());
end
$usage$;`;
