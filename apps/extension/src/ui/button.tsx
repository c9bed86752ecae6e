import type { ButtonHTMLAttributes, ReactNode } from 'react';
import css from './button.module.css';

type ButtonProps = Readonly<
  ButtonHTMLAttributes<HTMLButtonElement> & {
    variant?: 'primary' | 'outline' | 'ghost';
    icon?: ReactNode;
    /** Shows that it is working; the button keeps its size, its name and its focus, and ignores clicks. */
    busy?: boolean;
  }
>;

/** A button with Manager's three looks. */
export const Button = ({
  variant = 'outline',
  icon,
  busy = false,
  children,
  onClick,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className={`${css['button'] ?? ''} ${css[variant] ?? ''}`}
    aria-disabled={busy || undefined}
    aria-busy={busy || undefined}
    onClick={busy ? undefined : onClick}
  >
    {busy ? <span className={css['spinner']} aria-hidden="true" /> : icon}
    {children !== undefined && <span className={css['label']}>{children}</span>}
  </button>
);
