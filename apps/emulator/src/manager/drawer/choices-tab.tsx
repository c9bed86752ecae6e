import { useId, useState, type FormEvent } from 'react';
import type { Choices } from '@fleet-watch/emulator';
import { useAction } from '../api/use-action.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { useToasts } from '../ui/toasts.tsx';

/** Answers to what Trackunit's documents leave open; the emulator checks what one writes here. */
export function ChoicesTab() {
  const choices = useLoaded('choices', (api) => api.choices());
  return (
    <LoadedView loaded={choices}>
      {(data) => <ChoicesForm key={JSON.stringify(data)} choices={data} onSaved={choices.reload} />}
    </LoadedView>
  );
}

function ChoicesForm(props: { readonly choices: Choices; readonly onSaved: () => void }) {
  const t = useT();
  const id = useId();
  const { busy, run } = useAction();
  const { addToast } = useToasts();
  const [text, setText] = useState(() => JSON.stringify(props.choices, null, 2));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await run(async (api) => api.choose(JSON.parse(text)));
    if (!saved) return;
    addToast({ title: t('choices.saved'), intent: 'success' });
    props.onSaved();
  };
  return (
    <form className="choices" onSubmit={submit}>
      <label htmlFor={id}>{t('choices.lead')}</label>
      <textarea
        id={id}
        rows={12}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" disabled={busy}>
        {t('choices.save')}
      </button>
    </form>
  );
}
