import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { ReachCheck } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { State } from '../../state/State';
import { serviceTranslationRef } from '../translation';
import styles from './ReachTrace.module.css';

const STATES: Readonly<Record<ReachCheck['status'], State>> = {
  pass: 'healthy',
  fail: 'down',
  warn: 'degraded',
  unknown: 'unknown',
};

/** One check: number, outcome, what was found, where, and what to do. */
export function ReachCheckItem({ check }: { readonly check: ReachCheck }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { status, text, fix, at } = check;
  return (
    <li className={styles.check} data-check={check.check} data-status={status}>
      <span className={styles.number}>{check.check}</span>
      <StateBadge state={STATES[status]} word={t(`reach.status.${status}`)} />
      <div className={styles.text}>
        <Text as="p" weight="bold">
          {t(`reach.check.${check.check}`)}
        </Text>
        <Text as="p">
          <Verbatim>{text}</Verbatim>
        </Text>
        {status === 'fail' && fix !== undefined && (
          <Text as="p">
            {t('reach.fix')} <Verbatim>{fix}</Verbatim>
          </Text>
        )}
        {at && (
          <Muted as="div">
            {t('reach.decidedBy')}{' '}
            <span className={styles.evidence}>
              <Verbatim>{`${at.object.cluster}: ${at.object.kind} ${
                at.object.namespace === ''
                  ? at.object.name
                  : `${at.object.namespace}/${at.object.name}`
              }`}</Verbatim>{' '}
              <code>
                <Verbatim>{at.field}</Verbatim>
              </code>
            </span>
          </Muted>
        )}
      </div>
    </li>
  );
}
