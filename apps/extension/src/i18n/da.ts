/** Danish. */
export const danish = {};
