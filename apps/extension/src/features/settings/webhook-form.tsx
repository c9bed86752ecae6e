import type { Settings } from '@fleet-watch/contracts';
import { useState } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Field } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSaveSettings } from './api/save-settings.ts';
import { SaveForm } from './save-form.tsx';
import { settingsMessages } from './settings-messages.ts';

type Draft = Readonly<{ url: string; enabled: boolean }>;

const toDraft = ({ webhook }: Settings): Draft => webhook ?? { url: '', enabled: false };

type UrlProblem = 'urlInvalid' | 'urlCredentials';

const findUrlProblem = (text: string): UrlProblem | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'urlInvalid';
  return url.username + url.password === '' ? undefined : 'urlCredentials';
};

/** An address may be missing where nothing is to be sent. */
const findProblem = ({ url, enabled }: Draft): UrlProblem | undefined =>
  url.trim() === '' && !enabled ? undefined : findUrlProblem(url.trim());

/** No address is no webhook. */
const toWebhook = ({ url, enabled }: Draft): Settings['webhook'] =>
  url.trim() === '' ? null : { url: url.trim(), enabled };

/** Where transitions are sent to. */
export const WebhookForm = ({ settings }: { readonly settings: Settings }) => {
  const words = useWords(settingsMessages);
  const saved = toDraft(settings);
  const [draft, setDraft] = useState<Draft | undefined>();
  const [isChecked, setChecked] = useState(false);
  const save = useSaveSettings();
  const shown = draft ?? saved;
  const problem = findProblem(shown);
  const saveWebhook = () => {
    setChecked(true);
    if (problem !== undefined) return;
    // What was typed while it was being saved is not saved yet.
    const forget = () => setDraft((now) => (now === draft ? undefined : now));
    save.mutate({ webhook: toWebhook(shown) }, { onSuccess: forget });
  };
  const isSame = shown.url.trim() === saved.url && shown.enabled === saved.enabled;
  return (
    <SaveForm
      isChanged={draft !== undefined && (save.isError || !isSame)}
      isSaving={save.isPending}
      isSaved={save.isSuccess}
      error={save.error}
      onSave={saveWebhook}
      onDiscard={() => {
        setDraft(undefined);
        setChecked(false);
        save.reset();
      }}
    >
      <Field
        label={words.url}
        type="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        maxLength={2048}
        value={shown.url}
        hint={words.urlHint}
        problem={isChecked && problem !== undefined ? words[problem] : undefined}
        onChange={({ target }) => setDraft({ ...shown, url: target.value })}
      />
      <Switch
        label={words.webhookOn}
        checked={shown.enabled}
        onChange={(enabled) => setDraft({ ...shown, enabled })}
      />
    </SaveForm>
  );
};
