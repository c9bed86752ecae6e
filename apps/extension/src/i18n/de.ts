/** German. */
export const german = {};
