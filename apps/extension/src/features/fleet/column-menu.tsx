import { memo, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useWords } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fleetMessages } from './fleet-messages.ts';
import { columnIds, type ColumnId } from './fleet-view.ts';
import type { ChangeView } from './use-fleet-view.ts';
import css from './column-menu.module.css';

type ColumnMenuProps = Readonly<{
  columns: readonly ColumnId[];
  changeView: ChangeView;
}>;

/** Which columns the list shows. Closes with Escape and when the focus leaves it. */
export const ColumnMenu = memo(({ columns, changeView }: ColumnMenuProps) => {
  const words = useWords(fleetMessages);
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const box = useRef<HTMLDivElement>(null);
  const close = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !open) return;
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  return (
    <div
      ref={box}
      className={css['menu']}
      onKeyDown={close}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null && box.current?.contains(relatedTarget) !== true) setOpen(false);
      }}
    >
      <Button
        icon={<Icon name="columns" size={16} />}
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
      >
        {words.columns}
      </Button>
      {open && (
        <button
          type="button"
          className={css['outside']}
          tabIndex={-1}
          aria-hidden="true"
          onClick={() => setOpen(false)}
        />
      )}
      <fieldset id={panelId} className={css['panel']} hidden={!open}>
        <legend className={css['legend']}>{words.columnsHint}</legend>
        {columnIds.map((column) => (
          <label key={column} className={css['choice']} data-column={column} data-hint={words.noRoom}>
            <input
              type="checkbox"
              checked={columns.includes(column)}
              onChange={({ target }) =>
                changeView({
                  columns: columnIds.filter((known) =>
                    known === column ? target.checked : columns.includes(known),
                  ),
                })
              }
            />
            {words[column]}
          </label>
        ))}
      </fieldset>
    </div>
  );
});
ColumnMenu.displayName = 'ColumnMenu';
