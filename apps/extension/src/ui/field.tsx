import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import css from './field.module.css';

type FieldProps = Readonly<
  Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & {
    label: string;
    hint?: ReactNode;
    /** What is wrong with the value; the field is then marked. */
    problem?: string | undefined;
    /** Stands behind the input, such as a unit. */
    suffix?: string;
  }
>;

/** A labelled input with its hint and its problem, tied together for screen readers. */
export const Field = ({ label, hint, problem, suffix, ...input }: FieldProps) => {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`];
  return (
    <div className={css['field']}>
      <label className={css['label']} htmlFor={id}>
        {label}
      </label>
      <span className={css['box']}>
        <input
          {...input}
          id={id}
          className={css['input']}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={described.filter(Boolean).join(' ') || undefined}
        />
        {suffix !== undefined && <span className={css['suffix']}>{suffix}</span>}
      </span>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={css['hint']}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className={css['problem']} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
};
