import type { AccountSummary } from '@fleet-watch/emulator';
import { startSystem, type System } from '../testing/start-system.ts';
import { startWebhookReceiver } from '../testing/webhook-receiver.ts';
import { prepareAccounts } from './prepare-accounts.ts';
import { screenAccountIds, screenAccountSeeds, type ScreenAccount } from './screen-accounts.ts';

/** The real system with an account in each state that a screen shows. */
export type Stage = {
  readonly system: System;
  readonly account: (name: ScreenAccount) => AccountSummary;
  readonly close: () => Promise<void>;
};

/** Starts the system once for all screens; what only one of them needs it brings about itself. */
export const startStage = async (): Promise<Stage> => {
  const receiver = await startWebhookReceiver();
  const failingReceiver = await startWebhookReceiver();
  failingReceiver.answerNext(...Array.from({ length: 100 }, () => 500));
  const goneReceiver = await startWebhookReceiver();
  goneReceiver.answerNext(410);
  const system = await startSystem({
    withScreens: true,
    accounts: screenAccountSeeds,
    env: { ALLOW_PRIVATE_WEBHOOKS: 'true' },
  });
  const account = (name: ScreenAccount): AccountSummary => {
    const found = system.accounts.find(({ accountId }) => accountId === screenAccountIds[name]);
    if (found === undefined) throw new Error(`The stage has no account ${name}`);
    return found;
  };
  const close = async () => {
    await system.close();
    receiver.close();
    failingReceiver.close();
    goneReceiver.close();
  };
  try {
    await prepareAccounts(system, account, {
      works: receiver.url,
      fails: failingReceiver.url,
      isGone: goneReceiver.url,
    });
  } catch (cause) {
    await close();
    throw cause;
  }
  return { system, account, close };
};
