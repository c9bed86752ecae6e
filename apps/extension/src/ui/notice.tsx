import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import css from './notice.module.css';

type NoticeProps = Readonly<{
  tone: 'info' | 'warning' | 'bad';
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}>;

const icons: Record<NoticeProps['tone'], IconName> = { info: 'info', warning: 'warning', bad: 'warning' };

/** A strip that says what is the matter, what it means, and what to do. */
export const Notice = ({ tone, title, children, actions }: NoticeProps) => (
  <div className={`${css['notice'] ?? ''} ${css[tone] ?? ''}`} role={tone === 'bad' ? 'alert' : 'status'}>
    <Icon name={icons[tone]} />
    <div className={css['words']}>
      <strong className={css['title']}>{title}</strong>
      {children !== undefined && <p>{children}</p>}
    </div>
    {actions !== undefined && <div className={css['actions']}>{actions}</div>}
  </div>
);
