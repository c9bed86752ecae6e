import { useNavigateInHost, useToast } from '@trackunit/iris-app-sdk';
import { useWords } from '../../i18n/i18n-context.tsx';
import { fleetMessages } from './fleet-messages.ts';

/** Opens a machine's page in Manager, and says so when Manager will not. */
export const useOpenAsset = (): ((assetId: string) => void) => {
  const { gotoAssetHome } = useNavigateInHost();
  const { addToast } = useToast();
  const { couldNotOpen } = useWords(fleetMessages);
  return (assetId) => {
    gotoAssetHome(assetId).catch(() => addToast({ title: couldNotOpen, intent: 'danger' }));
  };
};
