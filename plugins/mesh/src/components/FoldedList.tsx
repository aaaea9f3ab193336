import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './FoldedList.module.css';

/** A list behind one line. */
export function FoldedList({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <Accordion className={styles.root}>
      <AccordionTrigger className={styles.trigger}>{title}</AccordionTrigger>
      <AccordionPanel>
        <ul className={styles.list}>{children}</ul>
      </AccordionPanel>
    </Accordion>
  );
}
