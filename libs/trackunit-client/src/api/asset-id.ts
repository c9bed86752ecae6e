/**
 * The bare id of something that GraphQL names `___Asset___<uuid>`; other ids stay as they are. Ids are in lower
 * case afterwards, so that those of REST and GraphQL meet.
 */
export const normaliseId = (id: string): string => id.replace(/^___[A-Za-z]+___/, '').toLowerCase();
