import { z } from 'zod';
import { toJson } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';
import { listApps } from './summaries.ts';

const installSchema = z.strictObject({
  irisAppId: z.string(),
  accountId: z.string(),
  denyScopes: z.array(z.string()).optional(),
  reuseCredential: z.boolean().optional(),
});

const upgradeSchema = installSchema.omit({ reuseCredential: true });

const uninstallSchema = z.strictObject({
  irisAppId: z.string(),
  accountId: z.string(),
  message: z.boolean().optional(),
});

const appSchema = z.strictObject({
  manifest: z.record(z.string(), z.unknown()),
  bundleDir: z.string().optional(),
  version: z.string().optional(),
});

/** The marketplace of the control API. */
export const createAppRoutes = (platform: Platform): readonly OpenRoute[] => {
  const { apps, installs, log } = platform;

  const register = async ({ manifest, bundleDir, version }: z.output<typeof appSchema>) => {
    try {
      const { irisAppId } = apps.register({
        manifest,
        ...(bundleDir === undefined ? {} : { bundleDir }),
        ...(version === undefined ? {} : { version }),
      });
      log.addChange('apps');
      const row = listApps(platform).find((app) => app.irisAppId === irisAppId);
      if (!row) throw new Error(`The app ${irisAppId} vanished while it was registered`);
      return row;
    } catch (error) {
      return {
        status: 400,
        code: 'bad_manifest',
        message: error instanceof Error ? error.message : String(error),
      };
    }
  };

  return [
    createControlRoute('GET', '/apps', () => toJson(200, listApps(platform))),
    createControlRoute('POST', '/apps', onBody(appSchema, register)),
    createControlRoute('POST', '/installs', onBody(installSchema, installs.install)),
    createControlRoute('DELETE', '/installs', onBody(uninstallSchema, installs.uninstall)),
    createControlRoute('POST', '/upgrades', onBody(upgradeSchema, installs.upgrade)),
    createControlRoute('GET', '/deliveries', () => toJson(200, log.deliveries())),
  ];
};
