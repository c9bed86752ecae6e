/** Outline icons on a 20 × 20 grid, drawn for this app. */
const paths = {
  search: 'M9 15.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.6-1.9 4 4',
  arrowUp: 'M10 16V4.5M5 9l5-5 5 5',
  arrowDown: 'M10 4v11.5M5 11l5 5 5-5',
  equals: 'M4.5 7.5h11M4.5 12.5h11',
  sort: 'M6.5 8 10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5',
  download: 'M10 3v9.5M5.8 8.6 10 12.8l4.2-4.2M3.5 16.5h13',
  columns: 'M3 4h14v12H3V4Zm4.7 0v12m4.6-12v12',
  check: 'm4 10.5 4 4 8-9',
  silent: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Zm-2.2-10v5m4.4-5v5',
  never: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM4.8 15.2 15.2 4.8',
  reporting: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Zm-3.4-7.3 2.4 2.4 4.5-4.9',
  warning:
    'M10 7.5v4m0 2.8v.1M8.9 3.2 2.2 14.9c-.5.8.1 1.9 1.1 1.9h13.4c1 0 1.6-1.1 1.1-1.9L11.1 3.2a1.3 1.3 0 0 0-2.2 0Z',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9v5m0-7.6v.1',
  refresh: 'M16.5 10a6.5 6.5 0 1 1-1.9-4.6l1.9 1.9m0-4v4h-4',
  close: 'm5 5 10 10M15 5 5 15',
  settings:
    'M3 6h7m4 0h3M3 14h3m4 0h7M12 3.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Zm-4 8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z',
  chevron: 'm7.5 4.5 5.5 5.5-5.5 5.5',
} as const;

export type IconName = keyof typeof paths;

/** Decoration: whoever uses it says in words what it means. Grows with the text; `size` in px where 1 rem is 16. */
export const Icon = ({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    width={`${size / 16}rem`}
    height={`${size / 16}rem`}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
);
