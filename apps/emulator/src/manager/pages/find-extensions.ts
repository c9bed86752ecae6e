import type { AppSummary, ExtensionSummary } from '@fleet-watch/emulator';

/** An extension with its app and the name that people read. */
export interface FoundExtension {
  readonly app: AppSummary;
  readonly extension: ExtensionSummary;
  readonly title: string;
}

/** The extensions of one kind that an account sees: those of the apps that it installed. */
export function findExtensions(
  apps: readonly AppSummary[],
  accountId: string,
  type: string,
): readonly FoundExtension[] {
  return apps
    .filter((app) => isInstalled(app, accountId))
    .flatMap((app) =>
      app.extensions
        .filter((extension) => extension.type === type)
        .map((extension) => ({ app, extension, title: toTitle(app, extension) })),
    );
}

/** Whether an account installed an app. */
export const isInstalled = (app: AppSummary, accountId: string): boolean =>
  app.installs.some((install) => install.accountId === accountId);

const toTitle = (app: AppSummary, extension: ExtensionSummary): string =>
  extension.menuItem?.name ?? extension.header?.name ?? app.name;
