import type { Settings } from '@fleet-watch/contracts';
import { useState } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Field } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { SaveForm } from './save-form.tsx';
import { settingsMessages } from './settings-messages.ts';
import { useDraft } from './use-draft.ts';

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

const isSame = (draft: Draft, saved: Draft): boolean =>
  draft.url.trim() === saved.url && draft.enabled === saved.enabled;

/** Where transitions are sent to. */
export const WebhookForm = ({ settings }: { readonly settings: Settings }) => {
  const words = useWords(settingsMessages);
  const [isChecked, setChecked] = useState(false);
  const { shown, change, save, discard, ...state } = useDraft({ saved: toDraft(settings), isSame });
  const problem = findProblem(shown);
  return (
    <SaveForm
      {...state}
      onSave={() => {
        setChecked(true);
        if (problem === undefined) save({ webhook: toWebhook(shown) });
      }}
      onDiscard={() => {
        setChecked(false);
        discard();
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
        onChange={({ target }) => change({ url: target.value })}
      />
      <Switch label={words.webhookOn} checked={shown.enabled} onChange={(enabled) => change({ enabled })} />
    </SaveForm>
  );
};
