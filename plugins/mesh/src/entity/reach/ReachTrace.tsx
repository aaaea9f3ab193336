import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import {
  Answer,
  ClusterName,
  Freshness,
  Reach,
  ReachCheck,
} from '@meshwise/backstage-plugin-mesh-common';
import { GapList } from '../../components/GapList';
import { printable } from '../../components/printable';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import { ReachCheckItem } from './ReachCheckItem';
import styles from './ReachTrace.module.css';

const ALERTS = {
  yes: 'success',
  standby: 'info',
  no: 'danger',
  unknown: 'warning',
} as const;

/** Why calls from one client do or do not get to the endpoints of a cluster: the verdict, the first failure with its cure, and every check in order. */
export function ReachTrace(props: {
  readonly client: string;
  readonly from: ClusterName;
  readonly to: ClusterName;
  readonly reach: Answer<Reach>;
  readonly freshness: Freshness;
}) {
  const { client, from, to, reach, freshness } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const { verdict, firstFailure, checks, limited } = reach.value;
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('reach.trace', { from: printable(from), to: printable(to) })}
      </Text>
      <Alert
        role="status"
        status={ALERTS[verdict]}
        icon
        title={t(`reach.verdict.${verdict}`, {
          from: printable(client),
          to: printable(to),
        })}
        description={firstFailure && <Failure failure={firstFailure} />}
      />
      {limited && <Text>{t('reach.limited')}</Text>}
      <Text as="h4" weight="bold">
        {t('reach.checks')}
      </Text>
      <ol className={styles.checks}>
        {checks.map(check => (
          <ReachCheckItem key={check.check} check={check} />
        ))}
      </ol>
      <GapList gaps={reach.gaps} freshness={freshness} />
    </Flex>
  );
}

function Failure({ failure }: { readonly failure: ReachCheck }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { check, text, fix } = failure;
  return (
    <>
      <strong>
        {t('reach.firstFailure', { check, name: t(`reach.check.${check}`) })}
      </strong>{' '}
      <Verbatim>{text}</Verbatim>
      {fix !== undefined && (
        <>
          {' '}
          {t('reach.fix')} <Verbatim>{fix}</Verbatim>
        </>
      )}
    </>
  );
}
