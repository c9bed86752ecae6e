import { useState, type ReactNode } from 'react';
import { useT } from '../i18n/i18n.tsx';

/** One line of a log, and what it shows when it is opened. */
export interface LogLine {
  readonly key: string | number;
  readonly at: string;
  readonly text: string;
  readonly badge?: { readonly text: string; readonly intent?: 'good' | 'warning' | 'danger' };
  readonly detail: unknown;
  readonly actions?: ReactNode;
}

/** More lines than this make the page slow and help nobody; the filter finds the rest. */
const shownLines = 150;

/** A log that can be filtered, newest first; each line opens to what stood behind it. */
export function LogList(props: {
  readonly lines: readonly LogLine[];
  readonly empty: string;
  readonly onClear?: () => void;
}) {
  const t = useT();
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const matching = props.lines.filter(
    ({ text, badge }) => wanted === '' || `${text} ${badge?.text ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <div className="log-tools">
        <input
          type="search"
          aria-label={t('drawer.filter')}
          placeholder={t('drawer.filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        {props.onClear && (
          <button type="button" className="button button-small" onClick={props.onClear}>
            {t('drawer.clear')}
          </button>
        )}
      </div>
      {matching.length === 0 && <p className="quiet log-empty">{props.empty}</p>}
      <ul className="log">
        {matching.slice(0, shownLines).map((line) => (
          <li key={line.key}>
            <details>
              <summary>
                <time dateTime={line.at}>{toClockTime(line.at)}</time>
                <span className="log-text">{line.text}</span>
                {line.badge && (
                  <span className="badge" data-intent={line.badge.intent}>
                    {line.badge.text}
                  </span>
                )}
              </summary>
              {line.actions}
              <pre tabIndex={0}>{JSON.stringify(line.detail, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Hours to seconds in the person's own time zone: a log of minutes needs no date. */
const toClockTime = (at: string): string => new Date(at).toLocaleTimeString('en-GB');
