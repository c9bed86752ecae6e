/** Where changes of accounts' installs are told, with the account's id. */
export const accountChannel = 'iris_app_account';
