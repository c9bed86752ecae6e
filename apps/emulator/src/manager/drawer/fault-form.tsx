import type { FaultEffect } from '@fleet-watch/emulator';
import { useId, useState, type FormEvent } from 'react';
import { useAction } from '../api/use-action.ts';
import { useT } from '../i18n/i18n.tsx';
import { Select } from '../ui/select.tsx';

/** The faults that a person can choose from; the control API knows finer ones. */
const effects: Readonly<Record<string, FaultEffect>> = {
  '503': { kind: 'status', status: 503 },
  '500': { kind: 'status', status: 500 },
  '429 + Retry-After 5 s': { kind: 'status', status: 429, retryAfterSeconds: 5 },
  '429': { kind: 'status', status: 429 },
  '401': { kind: 'status', status: 401 },
  '3 s': { kind: 'latency', ms: 3_000 },
  '30 s': { kind: 'latency', ms: 30_000 },
  '2 kB/s': { kind: 'slow-body', bytesPerSecond: 2_000 },
  'connection reset': { kind: 'reset' },
  'cut in the body': { kind: 'cut' },
  'truncated JSON': { kind: 'truncated-json' },
  'wrong JSON': { kind: 'wrong-json' },
  'HTML, 200': { kind: 'html' },
};

const routes = ['*', '*/api/*', 'POST /api/graphql/', 'POST /apptoken'];

/** Whoever asks for keys says nothing of an account, so a fault there is everybody's. */
const keyRoutes = ['GET /api/marketplace/jwks', 'GET /oauth2/v1/keys'];

/** Switches one fault on. */
export function FaultForm(props: { readonly about: { readonly accountId?: string } }) {
  const t = useT();
  const { busy, run } = useAction();
  const countId = useId();
  const [route, setRoute] = useState('*/api/*');
  const [effectName, setEffectName] = useState('503');
  const [count, setCount] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const effect = effects[effectName];
    if (!effect) return;
    const about = keyRoutes.includes(route) ? {} : props.about;
    // What is no count is refused by the emulator, rather than taken for endless here.
    const times = count === '' ? {} : { count: Number(count) };
    void run((api) => api.addFault({ route, effect, ...about, ...times }));
  };
  return (
    <form className="fault-form" onSubmit={submit}>
      <Select
        label={t('faults.route')}
        value={route}
        options={toRouteOptions(t('faults.everyAccount'))}
        onChange={setRoute}
      />
      <Select
        label={t('faults.effect')}
        value={effectName}
        options={Object.keys(effects).map((name) => [name, name] as const)}
        onChange={setEffectName}
      />
      <div className="field">
        <label htmlFor={countId}>{t('faults.count')}</label>
        <input
          id={countId}
          type="number"
          min="1"
          max="10000"
          inputMode="numeric"
          placeholder="∞"
          value={count}
          onChange={(event) => setCount(event.target.value)}
        />
      </div>
      <button type="submit" className="button" disabled={busy}>
        {t('faults.switchOn')}
      </button>
    </form>
  );
}

const toRouteOptions = (everyAccount: string) => [
  ...routes.map((route) => [route, route] as const),
  ...keyRoutes.map((route) => [route, `${route} (${everyAccount})`] as const),
];
