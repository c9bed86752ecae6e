import type { ReactNode } from 'react';
import type { Loaded } from '../api/use-loaded.ts';
import { useT } from '../i18n/i18n.tsx';

/** Shows what was loaded, or that it is on its way, or why it did not come. */
export function LoadedView<T>(props: {
  readonly loaded: Loaded<T>;
  readonly children: (data: T) => ReactNode;
}) {
  const t = useT();
  const { data, error, reload } = props.loaded;
  if (data !== undefined) return props.children(data);
  if (!error)
    return (
      <p className="quiet" role="status">
        {t('loading')}
      </p>
    );
  return (
    <div className="notice" data-intent="danger" role="alert">
      <strong>{t('error.title')}</strong>
      <p>{error.message}</p>
      <button type="button" className="button" onClick={reload}>
        {t('error.retry')}
      </button>
    </div>
  );
}
