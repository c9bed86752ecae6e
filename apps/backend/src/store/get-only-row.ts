/**
 * The row of a statement that always gives exactly one, such as a count.
 *
 * @throws {Error} where it gave none or many, which is a fault of the statement
 */
export const getOnlyRow = <Row>({ rows }: { readonly rows: readonly Row[] }): Row => {
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new Error(`a statement that gives one row gave ${rows.length}`);
  return row;
};
