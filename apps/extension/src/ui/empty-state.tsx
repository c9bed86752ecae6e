import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import css from './empty-state.module.css';

type EmptyStateProps = Readonly<{
  icon: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Good news is green; the rest is quiet. */
  tone?: 'quiet' | 'good';
}>;

/** Stands where there is nothing to list: why, and what to do. */
export const EmptyState = ({ icon, title, children, actions, tone = 'quiet' }: EmptyStateProps) => (
  <div className={css['empty']}>
    <span className={`${css['icon'] ?? ''} ${css[tone] ?? ''}`}>
      <Icon name={icon} size={24} />
    </span>
    <h2 className={css['title']}>{title}</h2>
    {children !== undefined && <div className={css['text']}>{children}</div>}
    {actions !== undefined && <div className={css['actions']}>{actions}</div>}
  </div>
);
