import { VisuallyHidden } from '@backstage/ui';
import { KeyboardEvent, ReactNode, useRef, useState } from 'react';
import styles from './Matrix.module.css';

/** A cell: what it shows, and the same in words, with the names of its row and column. */
export interface MatrixCell {
  readonly content: ReactNode;
  readonly label: string;
  /** Dimmed: last known, not confirmed. */
  readonly stale?: boolean;
  readonly onOpen?: () => void;
}

/** A row of a {@link Matrix}, one cell for each column. */
export interface MatrixRow {
  readonly key: string;
  readonly head: ReactNode;
  readonly cells: readonly MatrixCell[];
  /** Rows follow that belong to it; they are there or not. */
  readonly group?: { readonly open: boolean; readonly toggle: () => void };
}

interface Place {
  readonly row: number;
  /** 0 is the head of the row. */
  readonly column: number;
}

/**
 * A table to compare two dimensions. Head and first column stay in sight, arrow keys move between cells, Enter opens one, and
 * everything can be marked and copied.
 */
export function Matrix(props: {
  readonly label: string;
  /** Head of the first column. */
  readonly corner: ReactNode;
  readonly columns: readonly {
    readonly key: string;
    readonly head: ReactNode;
  }[];
  readonly rows: readonly MatrixRow[];
}) {
  const { label, corner, columns, rows } = props;
  const table = useRef<HTMLTableElement>(null);
  const [wanted, setPlace] = useState<Place>({ row: 0, column: 0 });
  const place = within(wanted, rows.length, columns.length);

  const act = ({ row, column }: Place) =>
    column === 0
      ? rows[row]?.group?.toggle()
      : rows[row]?.cells[column - 1]?.onOpen?.();

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const { target } = event;
    // Links and buttons inside of a cell have keys of their own.
    if (!(target instanceof HTMLElement) || !target.dataset.place) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      act(place);
      return;
    }
    const moved = step(place, event, columns.length);
    if (!moved) return;
    event.preventDefault();
    const next = within(moved, rows.length, columns.length);
    setPlace(next);
    table.current
      ?.querySelector<HTMLElement>(`[data-place="${next.row}:${next.column}"]`)
      ?.focus();
  };

  const cellProps = (row: number, column: number) => ({
    'data-place': `${row}:${column}`,
    tabIndex: place.row === row && place.column === column ? 0 : -1,
    onFocus: () => setPlace({ row, column }),
  });

  return (
    <div className={styles.region}>
      <table
        ref={table}
        role="grid"
        aria-label={label}
        className={styles.matrix}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map(({ key, head }) => (
              <th key={key} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells, group }, row) => (
            <tr key={key} data-group={group ? true : undefined}>
              <th
                scope="row"
                role="rowheader"
                aria-expanded={group?.open}
                onClick={group?.toggle}
                {...cellProps(row, 0)}
              >
                {group && (
                  <span className={styles.fold} aria-hidden>
                    {group.open ? '▾' : '▸'}
                  </span>
                )}
                {head}
              </th>
              {cells.map((cell, index) => (
                <td
                  key={columns[index].key}
                  role="gridcell"
                  data-stale={cell.stale || undefined}
                  data-opens={cell.onOpen ? true : undefined}
                  onClick={cell.onOpen}
                  {...cellProps(row, index + 1)}
                >
                  <VisuallyHidden>{cell.label}</VisuallyHidden>
                  <div aria-hidden>{cell.content}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function step(
  { row, column }: Place,
  { key, ctrlKey }: KeyboardEvent,
  columns: number,
): Place | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? Infinity : row, column: columns };
    default:
      return undefined;
  }
}

/** The nearest place that there is: rows come and go. */
function within({ row, column }: Place, rows: number, columns: number): Place {
  return {
    row: Math.min(Math.max(row, 0), Math.max(rows - 1, 0)),
    column: Math.min(Math.max(column, 0), columns),
  };
}
