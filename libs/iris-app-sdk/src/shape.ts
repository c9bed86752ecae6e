/**
 * Turns what came from another window into a typed value. These few functions stand where `zod/mini` would: it is
 * 7 kB after gzip in every extension, for ten small messages.
 *
 * @param path names the value in a `ShapeError`
 * @throws ShapeError
 */
export type Shape<Value> = (input: unknown, path: string) => Value;

/** A value has another form. Says which one, never what it is: it may be a token. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

const isObject = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** Takes the values that `is` knows. */
const shapeOf =
  <Value>(is: (input: unknown) => input is Value): Shape<Value> =>
  (input, path) => {
    if (!is(input)) throw new ShapeError(path);
    return input;
  };

/** Whatever it is. */
export const anything: Shape<unknown> = (input) => input;

export const flag = shapeOf((input) => typeof input === 'boolean');

/** A number that is not below 0. */
export const amount = shapeOf((input): input is number => Number.isFinite(input) && Number(input) >= 0);

/** A text within bounds, both counted in UTF-16 code units and included. */
export const text = ({ least = 0, most = Infinity } = {}): Shape<string> =>
  shapeOf(
    (input): input is string => typeof input === 'string' && input.length >= least && input.length <= most,
  );

/** One of a fixed list of words. */
export const oneOf = <Word extends string>(...words: readonly Word[]): Shape<Word> =>
  shapeOf((input): input is Word => words.some((word) => word === input));

export const optional =
  <Value>(shape: Shape<Value>): Shape<Value | undefined> =>
  (input, path) =>
    input === undefined ? undefined : shape(input, path);

export const nullable =
  <Value>(shape: Shape<Value>): Shape<Value | null> =>
  (input, path) =>
    input === null ? null : shape(input, path);

/** An object with these members. Others are dropped, and one that is left out stays left out. */
export const object =
  <Value extends object>(members: {
    readonly [Name in keyof Value]-?: Shape<Value[Name]>;
  }): Shape<Value> =>
  (input, path) => {
    if (!isObject(input)) throw new ShapeError(path);
    const read = Object.entries<Shape<unknown>>(members).map(
      ([name, shape]) => [name, shape(input[name], name)] as const,
    );
    return Object.fromEntries(read.filter(([name]) => name in input)) as Value;
  };

/** The arguments of a call, as many as it has at most. One that is left out at the end stays left out. */
export const list =
  <Values extends readonly unknown[]>(
    ...shapes: { readonly [Index in keyof Values]-?: Shape<Values[Index]> }
  ): Shape<Values> =>
  (input, path) => {
    if (!Array.isArray(input) || input.length > shapes.length) throw new ShapeError(path);
    const read = shapes.map((shape: Shape<unknown>, index) => shape(input[index], `${path} ${index + 1}`));
    return read.slice(0, input.length) as unknown as Values;
  };
