import { Cell } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './StaleCell.module.css';

/** A table cell whose data may be old: dimmed, and hatched at its left edge where it leads the row, so that age shows without colour. */
export function StaleCell(props: {
  readonly stale: boolean;
  readonly lead?: boolean;
  readonly children: ReactNode;
}) {
  const { stale, lead = false, children } = props;
  const className = [stale && styles.stale, stale && lead && styles.hatched]
    .filter(Boolean)
    .join(' ');
  return <Cell className={className}>{children}</Cell>;
}
