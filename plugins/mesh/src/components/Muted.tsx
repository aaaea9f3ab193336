import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Muted.module.css';

/** Secondary text. Softer than the main text, with enough contrast in both themes on every surface. */
export function Muted({
  children,
  as = 'span',
}: {
  readonly children: ReactNode;
  readonly as?: 'span' | 'p' | 'div';
}) {
  return (
    <Text as={as} variant="body-small" className={styles.muted}>
      {children}
    </Text>
  );
}
