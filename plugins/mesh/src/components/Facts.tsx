import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Facts.module.css';

/** What is known of one thing, as terms and descriptions. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** One of {@link Facts}. */
export function Fact({
  term,
  children,
}: {
  readonly term: string;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>
        <Text variant="body-small" weight="bold">
          {term}
        </Text>
      </dt>
      <dd>{children}</dd>
    </>
  );
}
