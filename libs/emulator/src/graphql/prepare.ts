import {
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { createNewestMap } from '../bounded/newest-map.ts';
import { createPlan, type Plan, type Variables } from './plan.ts';
import { createGraphqlSchema } from './schema.ts';

type Errors = { readonly errors: readonly GraphQLError[] };

/** A query text, parsed, validated and planned. */
export type Prepared = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Undefined when graphql-js has to run it. */
  readonly plan: Plan | undefined;
  readonly coerce: (variables: Readonly<Record<string, unknown>>) => { readonly values: Variables } | Errors;
};

const keptAtMost = 500;

/**
 * Trackunit's own documents pass a `String!` where another integrator, against the live API, passes an `ID!`; a
 * strict validator takes only one of them, so this one difference is forgiven.
 */
const isForgiven = ({ message }: GraphQLError): boolean =>
  /^Variable "\$\w+" of type "String!?" used in position expecting type "ID!?"\.$/.test(message);

const operationsOf = (document: DocumentNode): readonly OperationDefinitionNode[] =>
  document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);

/** What Apollo's servers call what is wrong with a query. Documented is that each error has a code, not which. */
export type ErrorCode = 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'BAD_USER_INPUT';

/** The same error with a code to branch on. */
export const withCode = (error: GraphQLError, code: ErrorCode, message = error.message): GraphQLError =>
  new GraphQLError(message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { ...error.extensions, code },
  });

const toInvalid = (error: GraphQLError): GraphQLError => {
  const hint = /^Cannot query field/.test(error.message)
    ? " The emulator's schema holds what public sources show; see its coverage page."
    : '';
  return withCode(error, 'GRAPHQL_VALIDATION_FAILED', error.message + hint);
};

/** Prepares query texts and keeps the newest 500. */
export const createPreparer = () => {
  const schema = createGraphqlSchema();
  const kept = createNewestMap<Prepared | Errors>(keptAtMost);

  const make = (text: string, operationName: string | undefined): Prepared | Errors => {
    let document: DocumentNode;
    try {
      document = parse(text);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
      throw error;
    }
    const errors = validate(schema, document).filter((error) => !isForgiven(error));
    if (errors.length > 0) return { errors: errors.map(toInvalid) };
    const operations = operationsOf(document);
    const named = operations.filter(
      ({ name }) => operationName === undefined || name?.value === operationName,
    );
    const [operation] = named;
    if (!operation || named.length > 1)
      return { errors: [withCode(new GraphQLError('Name one operation of the document'), 'BAD_USER_INPUT')] };
    return {
      schema,
      document,
      operationName,
      plan: createPlan(schema, document, operation),
      coerce: (variables) => {
        const result = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
        return result.errors ? { errors: result.errors } : { values: result.variableValues };
      },
    };
  };

  return (text: string, operationName: string | undefined): Prepared | Errors => {
    const key = operationName === undefined ? text : `${operationName}\n${text}`;
    const known = kept.get(key);
    if (known) return known;
    const made = make(text, operationName);
    kept.set(key, made);
    return made;
  };
};
