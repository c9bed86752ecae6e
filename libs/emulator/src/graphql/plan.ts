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
  /** The fields in order, neighbours that never change for a source put together. */
  readonly steps: readonly Step[];
};

/** One field to write, or several whose text is kept with the source that they were read from. */
type Step = FieldPlan | FixedStep;

type FixedStep = { readonly fixed: readonly FieldPlan[]; readonly kept: WeakMap<object, string> };

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

/** A field as a query selects it: all its places under one key, and the type that it is of. */
type Selected = {
  readonly key: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly parent: GraphQLObjectType;
};

const toFieldPlan = ({ key, nodes, parent }: Selected, fragments: Fragments): FieldPlan | undefined => {
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
  const fields = [...byKey].map(([key, nodes]) => toFieldPlan({ key, nodes, parent: type }, fragments));
  if (!fields.every((field) => field !== undefined)) return undefined;
  return { fields, steps: toSteps(fields, fixedTypes.has(type.name)) };
};

/** Sources of these types are never changed, only replaced; so what is a plain member of one is written once. */
const fixedTypes: ReadonlySet<string> = new Set(['Asset']);

const toSteps = (fields: readonly FieldPlan[], isFixedType: boolean): readonly Step[] => {
  const steps: Step[] = [];
  let run: FieldPlan[] = [];
  for (const field of fields) {
    const isFixed = isFixedType && !field.resolve && !field.child;
    if (!isFixed) steps.push(field);
    else if (run.length > 0) run.push(field);
    else steps.push({ fixed: (run = [field]), kept: new WeakMap() });
    if (!isFixed) run = [];
  }
  return steps;
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

const writeField = (field: FieldPlan, source: unknown, run: Run): string => {
  const value = field.resolve
    ? field.resolve(source as never, argsOf(field, run), run.context)
    : (source as Readonly<Record<string, unknown>>)[field.name];
  return field.key + writeValue(value, field, run);
};

const writeFixed = ({ fixed, kept }: FixedStep, source: object, run: Run): string => {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const text = fixed.map((field) => writeField(field, source, run)).join(',');
  kept.set(source, text);
  return text;
};

/** Runs a plan on a source and writes JSON. */
export const writePlan = (plan: Plan, source: unknown, run: Run): string => {
  let text = '{';
  for (const step of plan.steps) {
    if (text !== '{') text += ',';
    text += 'fixed' in step ? writeFixed(step, source as object, run) : writeField(step, source, run);
  }
  return `${text}}`;
};
