import { printable } from './printable';
import styles from './Verbatim.module.css';

/** Text that comes from a cluster: shown as data, isolated in its direction, wrapped anywhere, never markup or a link. */
export function Verbatim({ children }: { readonly children: string }) {
  return <bdi className={styles.verbatim}>{printable(children)}</bdi>;
}
