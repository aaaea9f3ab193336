import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Muted } from '../../components/Muted';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import { ShownVerdict } from './accessState';
import styles from './TrustTables.module.css';

/** The policies behind verdicts, each name once: copies of one policy decide in each cluster. */
export function PolicyNames({
  verdicts,
}: {
  readonly verdicts: readonly ShownVerdict[];
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const names = [
    ...new Set(
      verdicts
        .flatMap(verdict => ('by' in verdict ? verdict.by : []))
        .map(({ namespace, name }) => `${namespace}/${name}`),
    ),
  ];
  if (names.length === 0)
    return <Muted>{t('serviceTrust.access.noPolicy')}</Muted>;
  return (
    <ul className={styles.list}>
      {names.map(name => (
        <li key={name}>
          <Verbatim>{name}</Verbatim>
        </li>
      ))}
    </ul>
  );
}
