import { z } from 'zod';

type Answer = {
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
};

type Operation = { readonly operationId: string; readonly responses: Readonly<Record<string, Answer>> };

/** What these checks read of an OpenAPI document. */
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

/** One call of the document. */
export type DocumentedCall = { readonly method: string; readonly path: string };

/** Every call that a document has. */
export const listCalls = ({ paths }: ApiDocument): readonly DocumentedCall[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method, path })),
  );

/** Makes a check of bodies by the document's schemas; it tells what is wrong, nothing when all is right. */
export const createBodyCheck = ({ components }: ApiDocument) => {
  // Where JSON Schema has its definitions.
  const move = (schema: object): object =>
    JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/')) as object;
  const $defs = move(components.schemas);
  return (schema: object, body: unknown): readonly string[] => {
    const checked = z.fromJSONSchema({ ...move(schema), $defs } as Parameters<typeof z.fromJSONSchema>[0]);
    const issues = checked.safeParse(body).error?.issues ?? [];
    return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
};

const toMediaType = (answer: Response): string => answer.headers.get('content-type')?.split(';')[0] ?? 'none';

const findBodyProblems = async (
  document: ApiDocument,
  documented: Answer,
  answer: Response,
): Promise<readonly string[]> => {
  const text = await answer.text();
  if (documented.content === undefined) return text === '' ? [] : ['a body that is not documented'];
  const type = toMediaType(answer);
  const schema = documented.content[type]?.schema;
  if (schema === undefined) return [`the type ${type} is not documented`];
  const body: unknown = type === 'application/json' ? JSON.parse(text) : text;
  return createBodyCheck(document)(schema, body);
};

/** In what an answer is not as the document says: status, headers, type and body. */
export const findAnswerProblems = async (
  document: ApiDocument,
  { method, path }: DocumentedCall,
  answer: Response,
): Promise<readonly string[]> => {
  const documented = document.paths[path]?.[method]?.responses[answer.status];
  if (documented === undefined) return [`${answer.status} is not documented`];
  const headers = Object.keys(documented.headers ?? {});
  const missing = headers.filter((name) => !answer.headers.has(name)).map((name) => `without ${name}`);
  return [...missing, ...(await findBodyProblems(document, documented, answer))];
};
