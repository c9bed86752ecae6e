/**
 * Outline icons drawn for this page, on a grid of 24. The names are those that manifests use (`ChartBar`, …) where
 * one exists; a name without a drawing gets a plain tile.
 */
const drawings = {
  Home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5',
  Truck: 'M3 7h11v9H3zM14 10h4l3 3v3h-7zM7.5 18.5a1.5 1.5 0 1 0 0-.01M17.5 18.5a1.5 1.5 0 1 0 0-.01',
  Squares: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM16.5 13.5v6M13.5 16.5h6',
  Cog: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3.5v2.5M12 18v2.5M3.5 12H6M18 12h2.5M6 6l1.8 1.8M16.2 16.2 18 18M18 6l-1.8 1.8M7.8 16.2 6 18',
  Code: 'M8.5 7.5 4 12l4.5 4.5M15.5 7.5 20 12l-4.5 4.5M13.5 5l-3 14',
  Question:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M12 16.5v.1',
  XMark: 'M6 6l12 12M18 6 6 18',
  Bars: 'M4 7h16M4 12h16M4 17h16',
  Chevron: 'M9 6l6 6-6 6',
  User: 'M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M5 19.5c1-3.5 4-5 7-5s6 1.5 7 5',
  ChartBar: 'M4 20h16M7 17v-5M12 17V6M17 17V9',
  PresentationChartBar: 'M4 4.5h16M5 4.5v11h14v-11M12 15.5v4M9 20h6M9 12.5v-2M12 12.5V8M15 12.5v-3',
  Signal:
    'M12 13.5v6M8.5 15.5a5 5 0 0 1 0-7M15.5 8.5a5 5 0 0 1 0 7M5.5 18a9 9 0 0 1 0-12M18.5 6a9 9 0 0 1 0 12M12 12v.1',
  SignalSlash:
    'M5 5l14 14M8.5 15.5a5 5 0 0 1-.6-6.2M15.5 8.5a5 5 0 0 1 1 5.6M5.5 18a9 9 0 0 1-.8-11M18.5 6a9 9 0 0 1 1.3 10.5M12 12v.1',
  Bell: 'M6 16.5h12c-1.5-1.5-1.5-3-1.5-6a4.5 4.5 0 0 0-9 0c0 3 0 4.5-1.5 6M10.5 19.5h3',
  Clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 7.5V12l3 2',
  Eye: 'M3 12c2-4 5.5-6 9-6s7 2 9 6c-2 4-5.5 6-9 6s-7-2-9-6M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  Tile: 'M5 5h14v14H5zM9 12h6M12 9v6',
} as const;

/** A name of a drawing. */
export type IconName = keyof typeof drawings;

const isIconName = (name: string): name is IconName => Object.hasOwn(drawings, name);

/** Decorates a text beside it, so a screen reader skips it. */
export function Icon({ name }: { readonly name: string }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[isIconName(name) ? name : 'Tile']} />
    </svg>
  );
}
