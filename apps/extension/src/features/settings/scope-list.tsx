import type { Account } from '@fleet-watch/contracts';
import { IrisScope, type FleetWatchScope } from '@fleet-watch/scopes';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { settingsMessages } from './settings-messages.ts';
import css from './scope-list.module.css';

type ScopeProps = Readonly<{ scope: string; granted: boolean }>;

const Scope = ({ scope, granted }: ScopeProps) => {
  const words = useWords(settingsMessages);
  const meanings: Readonly<Record<string, string>> = {
    [IrisScope.AssetView]: words.scopeAssetView,
    [IrisScope.AccountAssetManage]: words.scopeAssetManage,
  } satisfies Record<FleetWatchScope, string>;
  return (
    <li className={css['scope']}>
      <span className={granted ? css['granted'] : css['denied']}>
        <Icon name={granted ? 'check' : 'close'} size={16} />
        {granted ? words.granted : words.denied}
      </span>
      <span>
        {meanings[scope]} <code className={css['name']}>{scope}</code>
      </span>
    </li>
  );
};

/** What the account allows Fleet Watch, as of its last token. */
export const ScopeList = ({ scopes }: { readonly scopes: Account['scopes'] }) => {
  const words = useWords(settingsMessages);
  const { granted, denied } = scopes;
  if (granted.length + denied.length === 0) return <p>{words.permissionsNone}</p>;
  return (
    <ul className={css['scopes']}>
      {granted.map((scope) => (
        <Scope key={scope} scope={scope} granted />
      ))}
      {denied.map((scope) => (
        <Scope key={scope} scope={scope} granted={false} />
      ))}
    </ul>
  );
};
