/**
 * A virtual table of fixed-height rows: pinned first column, sortable and resizable headers, keyboard moves
 * (arrows or j/k, Home/End, Enter opens the cell, space marks the row, Ctrl+C copies as TSV).
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HeaderCell } from '#web/parts/HeaderCell.tsx';
import { tsvOf } from '#web/parts/save.ts';

export interface Column<T> {
  id: string;
  title: string;
  /** Least width in pixels. */
  width: number;
  align?: 'right';
  /** The server's word for sorting by this column. */
  sort?: string;
  cell: (row: T) => ReactNode;
  /** The cell as text, for copying. */
  text: (row: T) => string;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** All rows there are, loaded or not. */
  total?: number;
  sort?: { by: string; order: 'asc' | 'desc' };
  onSort?: (by: string) => void;
  onOpen?: (row: T) => void;
  onMark?: (row: T) => void;
  marked?: (row: T) => boolean;
  /** Called when the last loaded rows come into view. */
  onMore?: (() => void) | undefined;
  rowHeight?: number;
}

export const copyRows = <T,>(columns: readonly Column<T>[], rows: readonly T[]): Promise<void> =>
  navigator.clipboard.writeText(
    tsvOf([columns.map((c) => c.title), ...rows.map((r) => columns.map((c) => c.text(r)))]),
  );

export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowHeight = 34, onMore } = props;
  const { t } = useTranslation();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const [widths, setWidths] = useState<Record<string, number>>({});
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onMore && last >= rows.length - 20) onMore();
  }, [last, rows.length, onMore]);

  const template = columns
    .map((c, i) => (widths[c.id] ? `${widths[c.id]}px` : `minmax(${c.width}px, ${i === 0 ? 2 : 1}fr)`))
    .join(' ');
  const minWidth = columns.reduce((sum, c) => sum + (widths[c.id] ?? c.width), 0);
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  const row = rows[Math.min(active.row, rows.length - 1)];

  function move(down: number, right = 0): void {
    const next = {
      row: Math.min(Math.max(active.row + down, 0), rows.length - 1),
      column: Math.min(Math.max(active.column + right, 0), columns.length - 1),
    };
    setActive(next);
    virtual.scrollToIndex(next.row);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget || row === undefined) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const moves: Record<string, [number, number?]> = {
      ArrowDown: [1],
      j: [1],
      ArrowUp: [-1],
      k: [-1],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      PageDown: [page],
      PageUp: [-page],
      Home: [-rows.length],
      End: [rows.length],
    };
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (step) move(...step);
    else if (event.key === 'Enter') {
      const target = document
        .getElementById(cellId(active.row, active.column))
        ?.querySelector<HTMLElement>('a, button');
      if (target) target.click();
      else props.onOpen?.(row);
    } else if (event.key === ' ') props.onMark?.(row);
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && !String(getSelection())) {
      const marked = rows.filter((r) => props.marked?.(r));
      void copyRows(columns, marked.length > 0 ? marked : [row]);
    } else return;
    event.preventDefault();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a grid is one tab stop that moves inside
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-colcount={columns.length}
      aria-multiselectable={props.onMark ? true : undefined}
      aria-activedescendant={row === undefined ? undefined : cellId(active.row, active.column)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="grid-head" style={{ minWidth }}>
        <div
          role="row"
          aria-rowindex={1}
          className="grid-row"
          style={{ gridTemplateColumns: template, height: rowHeight }}
        >
          {columns.map((c, i) => (
            <HeaderCell
              key={c.id}
              column={c}
              index={i}
              sort={props.sort}
              onSort={props.onSort}
              onResize={(width) => setWidths((old) => ({ ...old, [c.id]: width }))}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize(), minWidth }}>
        {items.map((item) => {
          const it = rows[item.index] as T;
          const isActive = item.index === active.row;
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are taken by the grid
            <div
              key={props.rowKey(it)}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={props.onMark ? (props.marked?.(it) ?? false) : undefined}
              className={isActive ? 'grid-row active' : 'grid-row'}
              style={{ gridTemplateColumns: template, height: rowHeight, top: item.start }}
              onClick={() => setActive((old) => ({ ...old, row: item.index }))}
              onDoubleClick={() => props.onOpen?.(it)}
            >
              {columns.map((c, i) => (
                <div
                  key={c.id}
                  id={cellId(item.index, i)}
                  role="gridcell"
                  aria-colindex={i + 1}
                  className={`cell ${c.align ?? ''} ${isActive && i === active.column ? 'current' : ''}`}
                >
                  {c.cell(it)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {rows.length === 0 ? <p className="muted pad">{t('table.empty')}</p> : null}
    </div>
  );
}
