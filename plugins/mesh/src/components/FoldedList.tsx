import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './FoldedList.module.css';

/** A list behind one line. It stands at any depth of a page, so that its line is no heading. */
export function FoldedList({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <Accordion className={styles.root}>
      <AccordionTrigger className={styles.trigger} role="presentation">
        {title}
      </AccordionTrigger>
      <AccordionPanel>
        <ul className={styles.list}>{children}</ul>
      </AccordionPanel>
    </Accordion>
  );
}
