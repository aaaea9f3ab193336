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
    <Accordion>
      <AccordionTrigger title={title} />
      <AccordionPanel>
        <ul className={styles.list}>{children}</ul>
      </AccordionPanel>
    </Accordion>
  );
}
