/**
 * Reads untrusted JSON into a contract's type.
 *
 * The contracts' own schemas stand on full zod, which is 26 kB after gzip: a quarter of the fleet page's
 * budget. These few functions are 0.5 kB. Their results are checked against the contracts' types by the
 * compiler and against the contracts' schemas by a test.
 */
export type Decoder<Value> = (input: unknown, path: string) => Value;

/** The answer does not have the form that was agreed. `path` names the first member that is wrong. */
export class DecodeError extends Error {
  readonly path: string;

  constructor(path: string, wanted: string) {
    super(`${path} is not ${wanted}`);
    this.name = 'DecodeError';
    this.path = path;
  }
}

export const decodeString: Decoder<string> = (input, path) => {
  if (typeof input !== 'string') throw new DecodeError(path, 'a string');
  return input;
};

export const decodeNumber: Decoder<number> = (input, path) => {
  if (typeof input !== 'number' || !Number.isFinite(input)) throw new DecodeError(path, 'a number');
  return input;
};

export const decodeBoolean: Decoder<boolean> = (input, path) => {
  if (typeof input !== 'boolean') throw new DecodeError(path, 'true or false');
  return input;
};

/** An instant as RFC 3339 text. */
export const decodeInstant: Decoder<string> = (input, path) => {
  const text = decodeString(input, path);
  if (Number.isNaN(Date.parse(text))) throw new DecodeError(path, 'an instant');
  return text;
};

/** One of a fixed list of words. */
export const decodeOneOf =
  <Word extends string>(words: readonly Word[]): Decoder<Word> =>
  (input, path) => {
    const word = words.find((known) => known === input);
    if (word === undefined) throw new DecodeError(path, `one of ${words.join(', ')}`);
    return word;
  };

export const decodeNullable =
  <Value>(inner: Decoder<Value>): Decoder<Value | null> =>
  (input, path) =>
    input === null ? null : inner(input, path);

export const decodeArray =
  <Value>(inner: Decoder<Value>): Decoder<Value[]> =>
  (input, path) => {
    if (!Array.isArray(input)) throw new DecodeError(path, 'a list');
    return input.map((item: unknown, index) => inner(item, `${path}[${String(index)}]`));
  };

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** An object used as a map: any names, values of one kind. */
export const decodeRecord =
  <Value>(inner: Decoder<Value>): Decoder<Record<string, Value>> =>
  (input, path) => {
    if (!isRecord(input)) throw new DecodeError(path, 'an object');
    return Object.fromEntries(
      Object.entries(input).map(([name, value]) => [name, inner(value, `${path}.${name}`)]),
    );
  };

/** An object with these members; others are ignored, so that the backend can add some. */
export const decodeObject =
  <Value>(members: { readonly [Name in keyof Value]-?: Decoder<Value[Name]> }): Decoder<Value> =>
  (input, path) => {
    if (!isRecord(input)) throw new DecodeError(path, 'an object');
    const names = Object.keys(members) as (keyof Value & string)[];
    return Object.fromEntries(
      names.map((name) => [name, members[name](input[name], `${path}.${name}`)]),
    ) as Value;
  };
