/** What the marketplace refused, or what cannot be done: `code` says which, the message says why and what to do. */
export class EmulatorError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EmulatorError';
    this.code = code;
  }
}
