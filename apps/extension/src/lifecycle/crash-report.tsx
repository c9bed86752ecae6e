import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useCopy } from '../ui/use-copy.ts';
import { toCrashText } from './to-crash-text.ts';
import css from './crash-report.module.css';

type CrashReportProps = Readonly<{
  extensionName: string;
  error: Error;
  componentStack: string;
  onRetry: () => void;
}>;

/** English only: the words of other languages may be what failed. */
export const CrashReport = ({ extensionName, error, componentStack, onRetry }: CrashReportProps) => {
  const [at] = useState(() => new Date().toISOString());
  const text = toCrashText({ extensionName, error, componentStack, at });
  const { ref, copy, outcome } = useCopy<HTMLPreElement>(text);
  return (
    <section className={css['page']} role="alert" lang="en">
      <h1 className={css['title']}>Something in Fleet Watch broke</h1>
      <p className={css['text']}>
        Your data is safe: it is read by the server, not by this page. Reload to go on. If it happens again,
        send us the report below; it holds no password, token or name.
      </p>
      <div className={css['actions']}>
        <Button variant="primary" onClick={onRetry}>
          Reload
        </Button>
        <Button onClick={copy}>Copy report</Button>
        <span role="status">
          {outcome === 'copied' && 'Copied.'}
          {outcome === 'selected' && 'The report is selected: press Ctrl+C (⌘C on a Mac).'}
        </span>
      </div>
      <details className={css['details']}>
        <summary>Report</summary>
        <pre ref={ref} className={css['report']} tabIndex={0} aria-label="Report">
          {text}
        </pre>
      </details>
    </section>
  );
};
