import type { FaultRule } from '@fleet-watch/emulator';
import { useState } from 'react';
import type { Scenario } from '../api/control-shapes.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';
import { useSession, useSignedIn } from '../session/session.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import { LoadedView } from '../ui/loaded-view.tsx';
import { Select } from '../ui/select.tsx';
import { FaultForm } from './fault-form.tsx';

/** Breaks the platform on purpose: named stories, single faults, and what is switched on now. */
export function FaultsTab() {
  const t = useT();
  const { accounts } = useSession();
  const { account } = useSignedIn();
  const [accountId, setAccountId] = useState(account.accountId);
  const faults = useLoaded('faults', (api) => api.faults(), ['change', 'api-call']);
  const scenarios = useLoaded('scenarios', (api) => api.scenarios());
  const about = accountId === '' ? {} : { accountId };
  const toName = (id: string) => accounts.find((one) => one.accountId === id)?.name ?? id;
  return (
    <div className="fault-columns">
      <div>
        <Select
          label={t('faults.about')}
          value={accountId}
          options={[
            ['', t('faults.everyAccount')],
            ...accounts.map((one) => [one.accountId, one.name] as const),
          ]}
          onChange={setAccountId}
        />
        <h2>{t('faults.scenarios')}</h2>
        <LoadedView loaded={scenarios}>{(data) => <Scenarios scenarios={data} about={about} />}</LoadedView>
      </div>
      <div>
        <h2>{t('faults.active')}</h2>
        <LoadedView loaded={faults}>{(data) => <ActiveFaults faults={data} toName={toName} />}</LoadedView>
        <h2>{t('faults.add')}</h2>
        <FaultForm about={about} />
      </div>
    </div>
  );
}

function Scenarios(props: {
  readonly scenarios: readonly Scenario[];
  readonly about: { readonly accountId?: string };
}) {
  const t = useT();
  return (
    <ul className="scenarios">
      {props.scenarios.map(({ name, description, concerns }) => (
        <li key={name}>
          <ActionButton run={(api) => api.runScenario({ name, ...(concerns === 'accounts' && props.about) })}>
            {name}
          </ActionButton>
          <span className="quiet">
            {description}{' '}
            {concerns === 'everybody' && <span className="badge">{t('faults.everyAccount')}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ActiveFaults(props: {
  readonly faults: readonly FaultRule[];
  readonly toName: (accountId: string) => string;
}) {
  const { faults, toName } = props;
  const t = useT();
  return (
    <>
      {faults.length === 0 && <p className="quiet">{t('faults.none')}</p>}
      <ul className="active-faults">
        {faults.map((fault) => (
          <li key={fault.id}>
            <span>
              <code>{fault.route}</code> {toEffectText(fault)}{' '}
              {fault.accountId === undefined ? t('faults.everyAccount') : toName(fault.accountId)}{' '}
              <span className="badge">{t('faults.hits', { count: fault.hits })}</span>
            </span>
            <ActionButton run={(api) => api.removeFault(fault.id)}>{t('faults.remove')}</ActionButton>
          </li>
        ))}
      </ul>
      <ActionButton run={(api) => api.clearFaults()}>{t('faults.clear')}</ActionButton>
    </>
  );
}

function toEffectText({ effect, probability }: FaultRule): string {
  const chance = probability < 1 ? ` (${Math.round(probability * 100)} %)` : '';
  switch (effect.kind) {
    case 'latency':
      return `${effect.ms} ms${chance}`;
    case 'status':
      return `${effect.status}${chance}`;
    case 'slow-body':
      return `${effect.bytesPerSecond} B/s${chance}`;
    case 'reset':
    case 'cut':
    case 'truncated-json':
    case 'wrong-json':
    case 'html':
      return `${effect.kind}${chance}`;
  }
}
