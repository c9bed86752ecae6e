import {
  getArgumentValues,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { resolvers, type Arguments, type Context, type Resolve } from './resolvers.ts';

/**
 * A query, prepared once and run often: field by field straight to JSON text. graphql-js builds the result as
 * objects with a promise-aware walk, which for a page of 100 assets costs several times what the page itself does;
 * an emulator must never be what a benchmark measures.
 */
export type Plan = {
  readonly fields: readonly FieldPlan[];
};

/** One field of a plan. */
export type FieldPlan = {
  readonly name: string;
  /** `"alias":` ready to be written. */
  readonly key: string;
  readonly resolve: Resolve | undefined;
  readonly readArgs: ((variables: Variables) => Arguments) | undefined;
  readonly isList: boolean;
  /** Undefined for leaves. */
  readonly child: Plan | undefined;
};

/** Coerced variables, as graphql-js hands them over. */
export type Variables = NonNullable<Parameters<typeof getArgumentValues>[2]>;

/** Variables and context of one run; arguments are read once each. */
export type Run = {
  readonly variables: Variables;
  readonly context: Context;
  readonly args: Map<FieldPlan, Arguments>;
};

const noArgs: Arguments = Object.freeze({});

/** Fragments of a document by name. */
type Fragments = ReadonlyMap<string, SelectionSetNode>;

const collect = (
  set: SelectionSetNode,
  fragments: Fragments,
  into: Map<string, [FieldNode, ...FieldNode[]]>,
): boolean =>
  set.selections.every((selection) => {
    if ((selection.directives?.length ?? 0) > 0) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return collect(selection.selectionSet, fragments, into);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      return fragment !== undefined && collect(fragment, fragments, into);
    }
    const key = selection.alias?.value ?? selection.name.value;
    const same = into.get(key);
    if (same) same.push(selection);
    else into.set(key, [selection]);
    return !selection.name.value.startsWith('__');
  });

const toFieldPlan = (
  key: string,
  nodes: readonly [FieldNode, ...FieldNode[]],
  parent: GraphQLObjectType,
  fragments: Fragments,
): FieldPlan | undefined => {
  const [node] = nodes;
  const name = node.name.value;
  const definition = parent.getFields()[name];
  if (!definition) return undefined;
  const type = getNamedType(definition.type);
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  const child = isLeafType(type)
    ? undefined
    : toPlan({ kind: Kind.SELECTION_SET, selections }, type as GraphQLObjectType, fragments);
  if (!isLeafType(type) && !child) return undefined;
  return {
    name,
    key: `${JSON.stringify(key)}:`,
    resolve: resolvers[parent.name]?.[name],
    readArgs:
      definition.args.length === 0
        ? undefined
        : (variables) => getArgumentValues(definition, node, variables),
    isList: isList(definition.type),
    child,
  };
};

const isList = (type: GraphQLOutputType): boolean =>
  isNonNullType(type) ? isList(type.ofType) : isListType(type);

const toPlan = (set: SelectionSetNode, type: GraphQLObjectType, fragments: Fragments): Plan | undefined => {
  const byKey = new Map<string, [FieldNode, ...FieldNode[]]>();
  if (!collect(set, fragments, byKey)) return undefined;
  const fields = [...byKey].map(([key, nodes]) => toFieldPlan(key, nodes, type, fragments));
  return fields.every((field) => field !== undefined) ? { fields } : undefined;
};

/** Prepares an operation of a valid document; undefined when it needs graphql-js (directives, introspection). */
export const createPlan = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Plan | undefined => {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.selectionSet);
  }
  const query = schema.getQueryType();
  return query ? toPlan(operation.selectionSet, query, fragments) : undefined;
};

/** Arguments of a field in a run. */
export const argsOf = (field: FieldPlan, run: Run): Arguments => {
  if (!field.readArgs) return noArgs;
  const known = run.args.get(field);
  if (known) return known;
  const args = field.readArgs(run.variables);
  run.args.set(field, args);
  return args;
};

const writeValue = (value: unknown, field: FieldPlan, run: Run): string => {
  if (value === null || value === undefined) return 'null';
  const { child } = field;
  if (!child) return typeof value === 'number' ? String(value) : JSON.stringify(value);
  if (!field.isList) return writePlan(child, value, run);
  let text = '[';
  for (const item of value as readonly unknown[])
    text += `${text === '[' ? '' : ','}${writePlan(child, item, run)}`;
  return `${text}]`;
};

/** Runs a plan on a source and writes JSON. */
export const writePlan = (plan: Plan, source: unknown, run: Run): string => {
  let text = '{';
  for (const field of plan.fields) {
    const value = field.resolve
      ? field.resolve(source as never, argsOf(field, run), run.context)
      : (source as Readonly<Record<string, unknown>>)[field.name];
    text += `${text === '{' ? '' : ','}${field.key}${writeValue(value, field, run)}`;
  }
  return `${text}}`;
};
