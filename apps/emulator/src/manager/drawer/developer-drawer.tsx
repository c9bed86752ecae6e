import { useId, useState, type KeyboardEvent } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { Icon } from '../ui/icon.tsx';
import { ApiCallsTab } from './api-calls-tab.tsx';
import { ChoicesTab } from './choices-tab.tsx';
import { ClockTab } from './clock-tab.tsx';
import { DeliveriesTab } from './deliveries-tab.tsx';
import { FaultsTab } from './faults-tab.tsx';
import { HostCallsTab } from './host-calls-tab.tsx';
import { TokensTab } from './tokens-tab.tsx';

const tabs = {
  host: HostCallsTab,
  api: ApiCallsTab,
  deliveries: DeliveriesTab,
  tokens: TokensTab,
  faults: FaultsTab,
  choices: ChoicesTab,
  clock: ClockTab,
} as const;

type TabName = keyof typeof tabs;
const names = Object.keys(tabs) as readonly TabName[];

/** What a developer wants to see and to break while an extension runs. */
export function DeveloperDrawer(props: { readonly onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState<TabName>('host');
  const Panel = tabs[open];
  return (
    <section className="drawer" aria-label={t('menu.developer')}>
      <div className="drawer-head">
        <DrawerTabs id={id} open={open} onOpen={setOpen} />
        <button type="button" className="icon-button" onClick={props.onClose} aria-label={t('close')}>
          <Icon name="XMark" />
        </button>
      </div>
      <div
        className="drawer-panel"
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${open}`}
        tabIndex={0}
      >
        <Panel />
      </div>
    </section>
  );
}

/** Arrow keys move between tabs and Tab leaves them, as the ARIA authoring practices ask. */
function DrawerTabs(props: {
  readonly id: string;
  readonly open: TabName;
  readonly onOpen: (name: TabName) => void;
}) {
  const t = useT();
  const { id, open, onOpen } = props;
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = names[(names.indexOf(open) + step + names.length) % names.length] ?? open;
    onOpen(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <div className="drawer-tabs" role="tablist" aria-label={t('menu.developer')} onKeyDown={onKey}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          id={`${id}-${name}`}
          role="tab"
          aria-selected={name === open}
          aria-controls={`${id}-panel`}
          tabIndex={name === open ? 0 : -1}
          onClick={() => onOpen(name)}
        >
          {t(`drawer.${name}`)}
        </button>
      ))}
    </div>
  );
}
