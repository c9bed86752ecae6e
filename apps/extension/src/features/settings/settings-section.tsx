import { useId, type ReactNode } from 'react';
import card from '../../ui/card.module.css';
import css from './settings-section.module.css';

type SectionProps = Readonly<{ title: string; text?: string; children: ReactNode }>;

/** One subject of the settings: what it is on the left, what can be done on the right. */
export const SettingsSection = ({ title, text, children }: SectionProps) => {
  const id = useId();
  return (
    <section className={`${card['card'] ?? ''} ${css['section'] ?? ''}`} aria-labelledby={id}>
      <div>
        <h2 id={id} className={css['title']}>
          {title}
        </h2>
        {text !== undefined && <p className={css['text']}>{text}</p>}
      </div>
      <div className={css['body']}>{children}</div>
    </section>
  );
};
