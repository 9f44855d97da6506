/** A column header: click sorts, dragging its right edge (or Alt with left and right) resizes. */
import { type PointerEvent, useRef } from 'react';

interface HeaderCellProps {
  column: { id: string; title: string; width: number; align?: 'right'; sort?: string };
  index: number;
  sort: { by: string; order: 'asc' | 'desc' } | undefined;
  onSort: ((by: string) => void) | undefined;
  onResize: (width: number) => void;
}

const LEAST = 56;

export function HeaderCell({ column, index, sort, onSort, onResize }: HeaderCellProps) {
  const cell = useRef<HTMLDivElement>(null);
  const sorted = sort !== undefined && column.sort === sort.by ? sort.order : null;
  const grow = (by: number) => onResize(Math.max(LEAST, (cell.current?.offsetWidth ?? column.width) + by));

  const drag = useRef<{ from: number; width: number }>(null);

  function startDrag(event: PointerEvent<HTMLSpanElement>): void {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, width: cell.current?.offsetWidth ?? column.width };
  }
  function moveDrag(event: PointerEvent<HTMLSpanElement>): void {
    if (drag.current) onResize(Math.max(LEAST, drag.current.width + event.clientX - drag.current.from));
  }

  return (
    <div
      ref={cell}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
      className={`cell head ${column.align ?? ''}`}
    >
      {column.sort && onSort ? (
        <button
          type="button"
          className="sorter"
          onClick={() => onSort(column.sort as string)}
          onKeyDown={(event) => {
            if (event.altKey && event.key === 'ArrowRight') grow(16);
            if (event.altKey && event.key === 'ArrowLeft') grow(-16);
          }}
        >
          {column.title}
          <span aria-hidden className="arrow">
            {sorted === 'asc' ? '▲' : sorted === 'desc' ? '▼' : ''}
          </span>
        </button>
      ) : (
        <span className="ellipsis">{column.title}</span>
      )}
      <span
        aria-hidden
        className="resizer"
        onPointerDown={startDrag}
        onPointerMove={moveDrag}
        onPointerUp={() => {
          drag.current = null;
        }}
      />
    </div>
  );
}
