import type { ComponentProps, MouseEvent } from 'react';
import { toPath, type Page } from './page.ts';
import { useRouter } from './router.tsx';

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & { readonly to: Page };

/** A link to a page of Manager; opens without loading the page anew, and in a new tab where the person asks for it. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const router = useRouter();
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.goTo(to);
  };
  const isCurrent = router.path === toPath(to);
  return <a href={toPath(to)} onClick={open} aria-current={isCurrent ? 'page' : undefined} {...rest} />;
}
