import { useId, type ReactNode } from 'react';
import css from './switch.module.css';

type SwitchProps = Readonly<{
  label: string;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}>;

/** Turns something on or off at once. */
export const Switch = ({ label, hint, checked, disabled = false, onChange }: SwitchProps) => {
  const hintId = useId();
  return (
    <div className={css['row']}>
      <label className={css['label']} data-disabled={disabled || undefined}>
        <input
          type="checkbox"
          role="switch"
          className={css['switch']}
          checked={checked}
          disabled={disabled}
          aria-describedby={hint === undefined ? undefined : hintId}
          onChange={({ target }) => onChange(target.checked)}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p id={hintId} className={css['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
};
