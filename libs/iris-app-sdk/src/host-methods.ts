/**
 * INFERRED. The names, arguments and replies of what an extension calls in Manager, and of what Manager calls in
 * an extension. No public source shows them; only the wire protocol (penpal 6.2) is known. Every guess about them
 * is in this file: the hooks call through it, and the local Manager page implements `HostMethods`. When the real
 * names become known, this is the one file to change.
 */
import { HostConnectionError, type HostConnectionErrorCode } from './host-connection-error.ts';
import {
  amount,
  anything,
  flag,
  list,
  nullable,
  object,
  oneOf,
  optional,
  ShapeError,
  text,
  type Shape,
} from './shape.ts';

/** What `getTokenContext` answers: the token with which the extension may act for its user. */
export type TokenContext = {
  token: string;
  /** How long it lives, counted from the reply, where the host says it. */
  expiresInSeconds?: number | undefined;
};

/** What `getCurrentUserContext` answers about who is signed in. Only `clientSideUserId` is proven by a public package. */
export type CurrentUserContext = {
  clientSideUserId: string;
  accountId?: string | undefined;
  accountName?: string | undefined;
  name?: string | undefined;
  email?: string | undefined;
  /** Two letters, such as `en`, `da`, `de`. */
  language?: string | undefined;
  systemOfMeasurement?: 'SI' | 'US' | null | undefined;
};

/** What `getEnvironmentContext` answers about where the extension runs and how it should look. */
export type EnvironmentContext = {
  /** `production`, `local`, … */
  environment: string;
  managerUrl?: string | undefined;
  irisAppId?: string | undefined;
  extensionId?: string | undefined;
  colorScheme?: 'light' | 'dark' | undefined;
};

/** What `getAssetInfo` answers on an asset's page. */
export type AssetInfo = { assetId: string };

/** What `hasAccessTo` asks about: a page of Manager, an asset, or a page of an asset. */
export type AccessQuestion = { assetId?: string | undefined; page?: string | undefined };

/** A short message that Manager shows above everything: title of 1 to 200 characters, description of at most 1,000. */
export type Toast = {
  title: string;
  description?: string | undefined;
  intent?: 'info' | 'success' | 'warning' | 'danger' | undefined;
};

/** What Manager offers to an extension. The local Manager page implements it; penpal carries it. */
export type HostMethods = {
  readonly getTokenContext: () => Promise<TokenContext>;
  readonly getCurrentUserContext: () => Promise<CurrentUserContext>;
  readonly getEnvironmentContext: () => Promise<EnvironmentContext>;
  /** The asset whose page the extension is a tab of; null elsewhere. */
  readonly getAssetInfo: () => Promise<AssetInfo | null>;
  readonly hasAccessTo: (question: AccessQuestion) => Promise<{ hasAccess: boolean }>;
  readonly gotoAssetHome: (assetId: string, options?: { page?: string | undefined }) => Promise<unknown>;
  readonly gotoExtension: (extensionId: string, options?: { route?: string | undefined }) => Promise<unknown>;
  readonly addToast: (toast: Toast) => Promise<unknown>;
  /** At most 2,000 characters. */
  readonly getRoute: () => Promise<string>;
  readonly setRoute: (route: string, options?: { replace?: boolean | undefined }) => Promise<unknown>;
};

/** The name of a method that an extension may call in Manager. */
export type HostMethodName = keyof HostMethods;

/** The arguments of a host method. */
export type HostMethodArgs<Name extends HostMethodName> = Parameters<HostMethods[Name]>;

/** What a host method answers. */
export type HostMethodReply<Name extends HostMethodName> = HostMethods[Name] extends (
  ...args: never
) => Promise<infer Reply>
  ? Reply
  : never;

/** What an extension offers to Manager, so that a change reaches a mounted extension. */
export interface ExtensionMethods {
  /** User, environment or asset changed: language, units, light or dark. */
  onContextChanged(): void;
  /** The person went back or forward in Manager's history. */
  onRouteChanged(route: string): void;
}

const someText = text({ least: 1 });
const anyText = optional(text());
const route = text({ most: 2000 });
const nothing = list<[]>();

/** One entry per method of the host; `repeatable` ones may be called again when an answer got lost. */
const methodShapes: {
  readonly [Name in HostMethodName]: {
    readonly args: Shape<HostMethodArgs<Name>>;
    readonly reply: Shape<HostMethodReply<Name>>;
    readonly repeatable: boolean;
  };
} = {
  getTokenContext: {
    args: nothing,
    reply: object<TokenContext>({ token: someText, expiresInSeconds: optional(amount) }),
    repeatable: true,
  },
  getCurrentUserContext: {
    args: nothing,
    reply: object<CurrentUserContext>({
      clientSideUserId: someText,
      accountId: anyText,
      accountName: anyText,
      name: anyText,
      email: anyText,
      language: anyText,
      systemOfMeasurement: optional(nullable(oneOf('SI', 'US'))),
    }),
    repeatable: true,
  },
  getEnvironmentContext: {
    args: nothing,
    reply: object<EnvironmentContext>({
      environment: text(),
      managerUrl: anyText,
      irisAppId: anyText,
      extensionId: anyText,
      colorScheme: optional(oneOf('light', 'dark')),
    }),
    repeatable: true,
  },
  getAssetInfo: {
    args: nothing,
    reply: nullable(object<AssetInfo>({ assetId: someText })),
    repeatable: true,
  },
  hasAccessTo: {
    args: list(object<AccessQuestion>({ assetId: anyText, page: anyText })),
    reply: object({ hasAccess: flag }),
    repeatable: true,
  },
  gotoAssetHome: {
    args: list(someText, optional(object({ page: anyText }))),
    reply: anything,
    repeatable: false,
  },
  gotoExtension: {
    args: list(someText, optional(object({ route: optional(route) }))),
    reply: anything,
    repeatable: false,
  },
  addToast: {
    args: list(
      object<Toast>({
        title: text({ least: 1, most: 200 }),
        description: optional(text({ most: 1000 })),
        intent: optional(oneOf('info', 'success', 'warning', 'danger')),
      }),
    ),
    reply: anything,
    repeatable: false,
  },
  getRoute: { args: nothing, reply: route, repeatable: true },
  setRoute: {
    args: list(route, optional(object({ replace: optional(flag) }))),
    reply: anything,
    repeatable: true,
  },
};

/** Every host method, in a fixed order. */
export const hostMethodNames = Object.keys(methodShapes) as readonly HostMethodName[];

/** Whether a method may be called again when its answer got lost. */
export const isRepeatable = (name: HostMethodName): boolean => methodShapes[name].repeatable;

const toFailure = (code: HostConnectionErrorCode, words: string, error: unknown): unknown =>
  error instanceof ShapeError ? new HostConnectionError(code, `${words}: ${error.message}`) : error;

/**
 * Turns what the host answered into a typed value. Extra members are dropped.
 * @throws HostConnectionError `host_reply_invalid`, naming the member but never its value (it may be a token).
 */
export function parseHostReply<Name extends HostMethodName>(
  name: Name,
  reply: unknown,
): HostMethodReply<Name> {
  try {
    return methodShapes[name].reply(reply, 'the reply');
  } catch (error) {
    throw toFailure('host_reply_invalid', `${name}() answered in another form`, error);
  }
}

/**
 * Turns the arguments of a call by an extension into typed ones: for a host, to whom the extension is untrusted.
 * @throws HostConnectionError `host_call_invalid`
 */
export function parseHostCall<Name extends HostMethodName>(
  name: Name,
  args: readonly unknown[],
): HostMethodArgs<Name> {
  try {
    return methodShapes[name].args(args, 'argument');
  } catch (error) {
    throw toFailure('host_call_invalid', `${name}() was called with other arguments`, error);
  }
}
