import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Evidence } from '@meshwise/backstage-plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import styles from './EvidenceList.module.css';
import { FoldedList } from './FoldedList';
import { Verbatim } from './Verbatim';

/** At most this many objects are listed; more do not explain better. */
const LIMIT = 100;

/** The objects and fields that decided an answer, folded. */
export function EvidenceList({
  because,
}: {
  readonly because: readonly Evidence[];
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (because.length === 0) return null;
  return (
    <FoldedList title={t('evidence.title', { count: because.length })}>
      {because.slice(0, LIMIT).map((evidence, index) => (
        <li key={index}>
          <Verbatim>{`${evidence.object.cluster}: ${
            evidence.object.kind
          } ${objectName(evidence)}`}</Verbatim>{' '}
          <code className={styles.field}>
            <Verbatim>{evidence.field}</Verbatim>
          </code>
          {evidence.found !== undefined && (
            <>
              {' = '}
              <code className={styles.field}>
                <Verbatim>{evidence.found}</Verbatim>
              </code>
            </>
          )}{' '}
          {t('evidence.source', { section: evidence.source })}
        </li>
      ))}
      {because.length > LIMIT && (
        <li>{t('evidence.more', { count: because.length - LIMIT })}</li>
      )}
    </FoldedList>
  );
}

function objectName({ object }: Evidence): string {
  return object.namespace === ''
    ? object.name
    : `${object.namespace}/${object.name}`;
}
