/**
 * INFERRED. The names, arguments and replies of what an extension calls in Manager, and of what Manager calls in
 * an extension. No public source shows them; only the wire protocol (penpal 6.2) is known. Every guess about them
 * is in this file: the hooks call through it, and the local Manager page implements `HostMethods`. When the real
 * names become known, this is the one file to change.
 */
import * as z from 'zod/mini';
import { HostConnectionError } from './host-connection-error.ts';

/** What the extension's iframe may do for its user. `expiresInSeconds` counts from the reply. */
export const tokenContextSchema = z.object({
  token: z.string().check(z.minLength(1)),
  expiresInSeconds: z.optional(z.number().check(z.nonnegative())),
});

/** Who is signed in to Manager. Only `clientSideUserId` is proven by a public package. */
export const currentUserContextSchema = z.object({
  clientSideUserId: z.string().check(z.minLength(1)),
  accountId: z.optional(z.string()),
  accountName: z.optional(z.string()),
  name: z.optional(z.string()),
  email: z.optional(z.string()),
  /** Two letters, such as `en`, `da`, `de`. */
  language: z.optional(z.string()),
  systemOfMeasurement: z.nullish(z.enum(['SI', 'US'])),
});

/** Where the extension runs and how it should look. */
export const environmentContextSchema = z.object({
  /** `production`, `local`, … */
  environment: z.string(),
  managerUrl: z.optional(z.string()),
  irisAppId: z.optional(z.string()),
  extensionId: z.optional(z.string()),
  colorScheme: z.optional(z.enum(['light', 'dark'])),
});

/** The asset whose page the extension is a tab of; null elsewhere. */
export const assetInfoSchema = z.object({ assetId: z.string().check(z.minLength(1)) });

/** A short message that Manager shows above everything. */
export const toastSchema = z.object({
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  description: z.optional(z.string().check(z.maxLength(1000))),
  intent: z.optional(z.enum(['info', 'success', 'warning', 'danger'])),
});

const accessQuestionSchema = z.object({ assetId: z.optional(z.string()), page: z.optional(z.string()) });
const routeSchema = z.string().check(z.maxLength(2000));

/** One entry per method of the host; `repeatable` ones may be called again when an answer got lost. */
const methodShapes = {
  getTokenContext: { args: z.tuple([]), reply: tokenContextSchema, repeatable: true },
  getCurrentUserContext: { args: z.tuple([]), reply: currentUserContextSchema, repeatable: true },
  getEnvironmentContext: { args: z.tuple([]), reply: environmentContextSchema, repeatable: true },
  getAssetInfo: { args: z.tuple([]), reply: z.nullable(assetInfoSchema), repeatable: true },
  hasAccessTo: {
    args: z.tuple([accessQuestionSchema]),
    reply: z.object({ hasAccess: z.boolean() }),
    repeatable: true,
  },
  gotoAssetHome: {
    args: z.tuple([z.string().check(z.minLength(1)), z.optional(z.object({ page: z.optional(z.string()) }))]),
    reply: z.unknown(),
    repeatable: false,
  },
  gotoExtension: {
    args: z.tuple([
      z.string().check(z.minLength(1)),
      z.optional(z.object({ route: z.optional(routeSchema) })),
    ]),
    reply: z.unknown(),
    repeatable: false,
  },
  addToast: { args: z.tuple([toastSchema]), reply: z.unknown(), repeatable: false },
  getRoute: { args: z.tuple([]), reply: routeSchema, repeatable: true },
  setRoute: {
    args: z.tuple([routeSchema, z.optional(z.object({ replace: z.optional(z.boolean()) }))]),
    reply: z.unknown(),
    repeatable: true,
  },
} as const;

/** The name of a method that an extension may call in Manager. */
export type HostMethodName = keyof typeof methodShapes;

/** The arguments of a host method. */
export type HostMethodArgs<Name extends HostMethodName> = z.infer<(typeof methodShapes)[Name]['args']>;

/** What a host method answers. */
export type HostMethodReply<Name extends HostMethodName> = z.infer<(typeof methodShapes)[Name]['reply']>;

/** What Manager offers to an extension. The local Manager page implements it; penpal carries it. */
export type HostMethods = {
  readonly [Name in HostMethodName]: (...args: HostMethodArgs<Name>) => Promise<HostMethodReply<Name>>;
};

/** What an extension offers to Manager, so that a change reaches a mounted extension. */
export interface ExtensionMethods {
  /** User, environment or asset changed: language, units, light or dark. */
  onContextChanged(): void;
  /** The person went back or forward in Manager's history. */
  onRouteChanged(route: string): void;
}

/** What `getTokenContext` answers: the token and, where the host says it, how long it lives. */
export type TokenContext = z.infer<typeof tokenContextSchema>;

/** What `getCurrentUserContext` answers about who is signed in. */
export type CurrentUserContext = z.infer<typeof currentUserContextSchema>;

/** What `getEnvironmentContext` answers about where the extension runs. */
export type EnvironmentContext = z.infer<typeof environmentContextSchema>;

/** What `getAssetInfo` answers on an asset's page. */
export type AssetInfo = z.infer<typeof assetInfoSchema>;

/** A message for `addToast`: title of at most 200 characters, description of at most 1,000. */
export type Toast = z.infer<typeof toastSchema>;

/** What `hasAccessTo` asks about: a page of Manager, an asset, or a page of an asset. */
export type AccessQuestion = z.infer<typeof accessQuestionSchema>;

/** Every host method, in a fixed order. */
export const hostMethodNames = Object.keys(methodShapes) as readonly HostMethodName[];

/** Whether a method may be called again when its answer got lost. */
export const isRepeatable = (name: HostMethodName): boolean => methodShapes[name].repeatable;

/**
 * Turns what the host answered into a typed value. Extra members are dropped.
 * @throws HostConnectionError `host_reply_invalid`, naming the member but never its value (it may be a token).
 */
export function parseHostReply<Name extends HostMethodName>(
  name: Name,
  reply: unknown,
): HostMethodReply<Name> {
  const parsed = methodShapes[name].reply.safeParse(reply);
  if (parsed.success) return parsed.data as HostMethodReply<Name>;
  const members = parsed.error.issues.map((issue) => issue.path.join('.') || 'the reply').join(', ');
  throw new HostConnectionError('host_reply_invalid', `${name}() answered in another form: ${members}`);
}

/**
 * Turns the arguments of a call by an extension into typed ones: for a host, to whom the extension is untrusted.
 * @throws HostConnectionError `host_call_invalid`
 */
export function parseHostCall<Name extends HostMethodName>(
  name: Name,
  args: readonly unknown[],
): HostMethodArgs<Name> {
  const parsed = methodShapes[name].args.safeParse([...args]);
  if (parsed.success) return parsed.data as HostMethodArgs<Name>;
  const members = parsed.error.issues.map((issue) => issue.path.join('.') || 'arguments').join(', ');
  throw new HostConnectionError('host_call_invalid', `${name}() was called with other arguments: ${members}`);
}
