import { inspect } from 'node:util';

const shown = '[secret]';

/**
 * A text that must not be seen: a client secret, a password, a token. Whatever prints it — string conversion,
 * JSON, `util.inspect`, a logger, a structured clone — shows `[secret]` or nothing; only `reveal()` gives the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. Call it where it goes on the wire or into a cipher, and nowhere else. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
