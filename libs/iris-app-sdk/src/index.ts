export type {
  AssetCondition,
  CustomFieldDefinition,
  FleetExtensionManifest,
  InstallationPolicy,
  IrisAppCspHeader,
  IrisAppExtensionManifest,
  IrisAppInstallation,
  IrisAppManifest,
  IrisAppMarketplace,
  MenuItem,
  PricingPlan,
  ReportExtensionManifest,
  WidgetExtensionManifest,
} from './manifest.ts';
export type {
  AdminExtensionManifest,
  AssetHomeExtensionManifest,
  CustomerHomeExtensionManifest,
  InferredExtensionManifest,
  IrisAppScope,
  IrisAppSettingsExtensionManifest,
  SiteHomeExtensionManifest,
} from './manifest-inferred.ts';
export {
  hostMethodNames,
  parseHostCall,
  parseHostReply,
  type AccessQuestion,
  type AssetInfo,
  type CurrentUserContext,
  type EnvironmentContext,
  type ExtensionMethods,
  type HostMethodArgs,
  type HostMethodName,
  type HostMethodReply,
  type HostMethods,
  type Toast,
  type TokenContext,
} from './host-methods.ts';
export { HostConnectionError, type HostConnectionErrorCode } from './host-connection-error.ts';
export {
  createHostConnection,
  type HostConnection,
  type HostConnectionOptions,
  type HostEvent,
} from './host-connection.ts';
export type { TokenSource } from './token-source.ts';
export { TrackunitProviders } from './trackunit-providers.ts';
export { useToken, type UseToken } from './hooks/use-token.ts';
export {
  useCurrentUser,
  useCurrentUserLanguage,
  useCurrentUserSystemOfMeasurement,
  type UseCurrentUser,
} from './hooks/use-current-user.ts';
export { useEnvironment, type UseEnvironment } from './hooks/use-environment.ts';
export { useAssetRuntime, type UseAssetRuntime } from './hooks/use-asset-runtime.ts';
export { useNavigateInHost, type NavigateInHost } from './hooks/use-navigate-in-host.ts';
export { useToast, type UseToast } from './hooks/use-toast.ts';
export { useHasAccessTo } from './hooks/use-has-access-to.ts';
export { useExtensionRoute, type UseExtensionRoute } from './hooks/use-extension-route.ts';
