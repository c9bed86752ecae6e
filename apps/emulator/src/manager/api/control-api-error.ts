/** The emulator refused or did not answer; `code` is its own word. */
export class ControlApiError extends Error {
  override readonly name = 'ControlApiError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
