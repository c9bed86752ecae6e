import type { Account, Settings } from '@fleet-watch/contracts';
import { IrisScope } from '@fleet-watch/scopes';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { useWords } from '../../i18n/i18n-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Switch } from '../../ui/switch.tsx';
import { accountOptions } from '../account/api/get-account.ts';
import { useSaveSettings } from './api/save-settings.ts';
import { settingsMessages } from './settings-messages.ts';

type WriteBackProps = Readonly<{ settings: Settings; account: Account }>;

/** Whether Fleet Watch writes to Trackunit. Takes effect at once; without its permission it says how to get it. */
export const WriteBackSwitch = ({ settings, account }: WriteBackProps) => {
  const words = useWords(settingsMessages);
  const queryClient = useQueryClient();
  const { queryKey } = accountOptions(useApi());
  const save = useSaveSettings();
  // A refusal can mean that the permission was taken back since this page was opened.
  const change = (writeBack: boolean) =>
    save.mutate({ writeBack }, { onError: () => void queryClient.invalidateQueries({ queryKey }) });
  const isDenied = account.scopes.denied.includes(IrisScope.AccountAssetManage);
  return (
    <>
      <Switch
        label={words.writeBackOn}
        hint={words.writeBackText}
        checked={settings.writeBack}
        disabled={isDenied && !settings.writeBack}
        onChange={change}
      />
      {isDenied && (
        <Notice tone="info" title={words.writeBackDeniedTitle}>
          {words.writeBackDenied}
        </Notice>
      )}
      {save.isError && !isDenied && <ErrorNotice error={save.error} />}
    </>
  );
};
