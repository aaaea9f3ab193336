import { Fragment } from 'react';
import styles from './KindName.module.css';

/** Where a word begins in a name such as `HTTPRoute`. */
const WORD = /(?=[A-Z][a-z])/;

/** A kind of object, which a narrow column breaks between its words only. */
export function KindName({ children }: { readonly children: string }) {
  return (
    <span className={styles.name}>
      {children.split(WORD).map((word, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </span>
  );
}
