import type { Toast } from '@trackunit/iris-app-sdk';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { Icon } from './icon.tsx';

interface Toasts {
  addToast(toast: Toast): void;
}

const ToastContext = createContext<Toasts | undefined>(undefined);

/** Long enough to read two lines; a warning or danger stays until somebody closes it. */
const toastLifeMs = 6_000;
const mostToasts = 4;

/** Shows short messages of Manager and of extensions, for eyes and for screen readers. */
export function ToastProvider(props: { readonly children: ReactNode }) {
  const t = useT();
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const close = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), []);
  const addToast = useCallback(
    (toast: Toast) => {
      nextId += 1;
      const id = nextId;
      setToasts((now) => [...now, { ...toast, id }].slice(-mostToasts));
      if (toast.intent !== 'danger' && toast.intent !== 'warning') setTimeout(() => close(id), toastLifeMs);
    },
    [close],
  );
  const value = useMemo(() => ({ addToast }), [addToast]);
  return (
    <ToastContext value={value}>
      {props.children}
      <div className="toasts" role="region" aria-label={t('toasts.label')} aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className="toast" data-intent={toast.intent ?? 'info'}>
            <div>
              <strong>{toast.title}</strong>
              {toast.description && <p>{toast.description}</p>}
            </div>
            <button
              type="button"
              className="icon-button"
              onClick={() => close(toast.id)}
              aria-label={t('close')}
            >
              <Icon name="XMark" />
            </button>
          </div>
        ))}
      </div>
    </ToastContext>
  );
}

let nextId = 0;

/** Shows a message. @throws Error outside `ToastProvider`. */
export function useToasts(): Toasts {
  const toasts = use(ToastContext);
  if (!toasts) throw new Error('There is no ToastProvider above this component');
  return toasts;
}
