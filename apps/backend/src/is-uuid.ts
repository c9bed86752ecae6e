const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a text is a UUID, in whatever letters. A statement that compares an id with another text fails. */
export const isUuid = (text: string): boolean => uuid.test(text);
