import type { EnvironmentContext, HostMethods, Toast } from '@trackunit/iris-app-sdk';
import type { ControlApi } from '../api/control-api.ts';
import type { AssetTab, Page } from '../routing/page.ts';
import type { Preferences } from '../session/preferences.ts';
import type { SignedIn } from '../session/session.tsx';

/** What an extension's host needs to know about Manager, read anew at each call. */
export interface HostSituation {
  readonly signedIn: SignedIn;
  readonly preferences: Preferences;
  readonly irisAppId: string;
  readonly extensionId: string;
  /** The app's tabs on an asset's page, which it may open by their ids. */
  readonly assetTabIds: readonly string[];
  /** The app's settings, which stand on the app's page of the App Library. */
  readonly settingsIds: readonly string[];
  /** The asset whose page the extension is a tab of. */
  readonly assetId: string | undefined;
  /** The extension's route in Manager's URL; a widget has none of its own. */
  readonly route: ExtensionRoute;
}

/** Where an extension keeps its state. */
export interface ExtensionRoute {
  get(): string;
  set(route: string, options?: { readonly replace?: boolean }): void;
}

/** What the host methods act upon. */
export interface HostDependencies {
  readonly situation: () => HostSituation;
  readonly api: Pick<ControlApi, 'userToken'>;
  readonly goTo: (page: Page, options?: { readonly route?: string }) => void;
  readonly addToast: (toast: Toast) => void;
  readonly managerUrl: string;
}

/** What this Manager does when an extension calls it. Every call gets a token of its own from the emulator. */
export function createHostMethods(dependencies: HostDependencies): HostMethods {
  const { situation, api, goTo, addToast, managerUrl } = dependencies;
  return {
    async getTokenContext() {
      const { signedIn, irisAppId } = situation();
      return api.userToken({ userId: signedIn.user.userId, irisAppId });
    },
    async getCurrentUserContext() {
      const { signedIn, preferences } = situation();
      return {
        clientSideUserId: signedIn.user.userId,
        accountId: signedIn.account.accountId,
        accountName: signedIn.account.name,
        name: signedIn.user.name,
        email: signedIn.user.email,
        language: preferences.language,
        systemOfMeasurement: preferences.systemOfMeasurement,
      };
    },
    getEnvironmentContext: async (): Promise<EnvironmentContext> => ({
      environment: 'local',
      managerUrl,
      irisAppId: situation().irisAppId,
      extensionId: situation().extensionId,
      colorScheme: situation().preferences.colorScheme,
    }),
    async getAssetInfo() {
      const { assetId } = situation();
      return assetId === undefined ? null : { assetId };
    },
    hasAccessTo: async () => ({ hasAccess: true }),
    async gotoAssetHome(assetId, options) {
      goTo({ name: 'asset', assetId, tab: toAssetTab(options?.page, situation()) });
    },
    async gotoExtension(extensionId, options) {
      const { irisAppId, settingsIds } = situation();
      const page: Page = settingsIds.includes(extensionId)
        ? { name: 'app', irisAppId }
        : { name: 'extension', irisAppId, extensionId };
      goTo(page, { route: options?.route ?? '' });
    },
    async addToast(toast) {
      addToast(toast);
    },
    getRoute: async () => situation().route.get(),
    async setRoute(route, options) {
      situation().route.set(route, { replace: options?.replace ?? false });
    },
  };
}

/** `page` is one of Manager's own pages of an asset or, INFERRED, the id of a tab of the calling app. */
function toAssetTab(page: string | undefined, { irisAppId, assetTabIds }: HostSituation): AssetTab {
  if (!page) return { kind: 'status' };
  return assetTabIds.includes(page)
    ? { kind: 'extension', irisAppId, extensionId: page }
    : { kind: 'own', page };
}
