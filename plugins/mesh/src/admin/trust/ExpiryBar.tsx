import styles from './ExpiryBar.module.css';

/** How much of a time line is left; the date stands beside it. */
export function ExpiryBar({ share }: { readonly share: number }) {
  const percent = Math.min(Math.max(share, 0), 1) * 100;
  return (
    <span className={styles.line} aria-hidden>
      <span className={styles.left} style={{ width: `${percent}%` }} />
    </span>
  );
}
