import { useToast } from '@trackunit/iris-app-sdk';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useErrorWords } from '../../ui/use-error-words.ts';
import { fleetMessages } from './fleet-messages.ts';
import { toAssetsFilter, type FleetView } from './fleet-view.ts';
import { saveFile } from './save-file.ts';

type DownloadButtonProps = Readonly<{ view: FleetView; disabled: boolean }>;

/** Downloads everything that matches the view. A link could not carry the token, so the file passes through memory. */
export const DownloadButton = ({ view, disabled }: DownloadButtonProps) => {
  const words = useWords(fleetMessages);
  const { number } = useFormats();
  const toErrorWords = useErrorWords();
  const { addToast } = useToast();
  const api = useApi();
  const download = useMutation({
    mutationFn: async () => {
      // A spreadsheet that reads 1,5 as a number expects semicolons between values.
      const separator = number(0.5).includes(',') ? 'semicolon' : undefined;
      const query = { ...toAssetsFilter(view), separator };
      const response = await api.open('/fleet/assets.csv', 'text/csv', { query });
      saveFile(await response.blob(), `fleet-watch-${new Date().toISOString().slice(0, 10)}.csv`);
    },
    onSuccess: () => addToast({ title: words.downloaded, intent: 'success' }),
    onError: (error) => {
      const { title, text } = toErrorWords(error);
      return addToast({ title, description: text, intent: 'danger' });
    },
  });
  return (
    <Button
      icon={<Icon name="download" size={16} />}
      busy={download.isPending}
      disabled={disabled}
      onClick={() => download.mutate()}
    >
      {words.download}
    </Button>
  );
};
