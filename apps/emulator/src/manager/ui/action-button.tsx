import type { ReactNode } from 'react';
import type { ManagerServices } from '../api/manager-context.ts';
import { useAction } from '../api/use-action.ts';

/** A button that changes something in the emulator; it waits for the answer, and a refusal becomes a message. */
export function ActionButton(props: {
  readonly run: (api: ManagerServices['api']) => Promise<unknown>;
  readonly onDone?: () => void;
  readonly intent?: 'danger';
  readonly large?: boolean;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly children: ReactNode;
}) {
  const { busy, run } = useAction();
  const { intent, large = false } = props;
  const start = async () => {
    await run(props.run);
    props.onDone?.();
  };
  return (
    <button
      type="button"
      className={['button', !large && 'button-small', intent && `button-${intent}`].filter(Boolean).join(' ')}
      disabled={busy}
      aria-label={props.label}
      aria-pressed={props.pressed}
      onClick={() => void start()}
    >
      {props.children}
    </button>
  );
}
