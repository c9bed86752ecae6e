/** Tells which routes a pattern names: the whole name, with `*` for any part of it. */
export const toMatcher = (pattern: string): ((route: string) => boolean) => {
  if (pattern === '*') return () => true;
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`);
  return (route) => whole.test(route);
};
