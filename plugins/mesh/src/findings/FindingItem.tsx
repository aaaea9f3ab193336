import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Finding } from '@meshwise/backstage-plugin-mesh-common';
import { EvidenceList } from '../components/EvidenceList';
import { GapFreshness, GapList } from '../components/GapList';
import { KindName } from '../components/KindName';
import { Muted } from '../components/Muted';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import styles from './FindingItem.module.css';

/** What is wrong, with what, what to do about it, why that is so, and what could not be seen. */
export function FindingItem({
  finding,
  freshness,
}: {
  readonly finding: Finding;
  readonly freshness: GapFreshness;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { code, subject, message, fix, because, gaps } = finding;
  const { kind, namespace, name, clusters } = subject;
  return (
    <li className={styles.finding} data-code={code}>
      <Text as="h4" variant="body-medium" weight="bold">
        <Verbatim>{message}</Verbatim>
      </Text>
      <Text as="p">
        {t('findings.fix')} <Verbatim>{fix}</Verbatim>
      </Text>
      <Muted as="p">
        <KindName>{kind}</KindName>{' '}
        <Verbatim>{namespace === '' ? name : `${namespace}/${name}`}</Verbatim>
        {clusters.length > 0 && (
          <>
            {' · '}
            {t('findings.clusters', { count: clusters.length })}{' '}
            <Verbatim>{clusters.join(', ')}</Verbatim>
          </>
        )}
        {' · '}
        {t('findings.page')} <code>{`docs/findings/${code}.md`}</code>
      </Muted>
      <EvidenceList because={because} />
      <GapList gaps={gaps} freshness={freshness} />
    </li>
  );
}
