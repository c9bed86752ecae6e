import { useState } from 'react';
import { Button } from '../ui/button.tsx';
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
  const [copied, setCopied] = useState(false);
  const text = toCrashText({ extensionName, error, componentStack, at });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
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
        {/* Without permission the text below can still be selected by hand. */}
        <Button onClick={() => void copy().catch(() => setCopied(false))}>
          {copied ? 'Copied' : 'Copy report'}
        </Button>
      </div>
      <details className={css['details']}>
        <summary>Report</summary>
        <pre className={css['report']} tabIndex={0} aria-label="Report">
          {text}
        </pre>
      </details>
    </section>
  );
};
