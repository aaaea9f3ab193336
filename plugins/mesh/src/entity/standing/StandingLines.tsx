import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  Answer,
  Answered,
  Instant,
  meshServiceReadPermission,
  ServiceRef,
  ServiceStanding,
} from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { failureOf } from '../../api/failure';
import { LoadFailed } from '../../components/LoadFailed';
import { LoadingBlock } from '../../components/LoadingBlock';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { useServerNow } from '../../hooks/useServerNow';
import { useServiceStanding } from '../../hooks/useServiceStanding';
import { agedState } from '../../state/clusterState';
import { State } from '../../state/State';
import { serviceTranslationRef } from '../translation';
import styles from './StandingLines.module.css';
import { failoverState, reachState, trustState } from './standingStates';
import { useStandingTexts } from './useStandingTexts';

/** How a service stands, a line for each question: its state, its age, and a way to the view of the Mesh tab that says why. */
export function StandingLines({
  service,
  hrefOf,
}: {
  readonly service: ServiceRef;
  /** Address of a view of the service. */
  readonly hrefOf: (view: 'reachability' | 'whatif' | 'trust') => string;
}) {
  const { value: answer, error, retry } = useServiceStanding(service);
  const withdrawn = error !== undefined && failureOf(error) !== 'error';
  if (answer !== undefined && !withdrawn)
    return <Lines answer={answer} hrefOf={hrefOf} />;
  return error === undefined ? (
    <LoadingBlock rows={3} />
  ) : (
    <LoadFailed
      error={error}
      permission={meshServiceReadPermission.name}
      keepsData={false}
      onRetry={retry}
    />
  );
}

function Lines({
  answer: { value, freshness },
  hrefOf,
}: {
  readonly answer: Answered<ServiceStanding>;
  readonly hrefOf: (view: 'reachability' | 'whatif' | 'trust') => string;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const now = useServerNow(freshness.now);
  const texts = useStandingTexts(now);
  const { reach, failover, trust } = value;
  return (
    <dl className={styles.lines} aria-label={t('standing.list')}>
      <Line
        term={t('standing.reach.term')}
        href={hrefOf('reachability')}
        state={agedState(reachState(reach.value), reach.asOf, now)}
        of={reach}
        now={now}
      >
        {texts.reach(reach.value)}
      </Line>
      <Line
        term={t('standing.failover.term')}
        href={hrefOf('whatif')}
        state={agedState(failoverState(failover.value), failover.asOf, now)}
        of={failover}
        now={now}
      >
        {texts.failover(failover.value)}
      </Line>
      <Line
        term={t('standing.trust.term')}
        href={hrefOf('trust')}
        // The end of a root is a date, which does not go stale.
        state={trustState(trust.value, now)}
        of={trust}
        now={now}
      >
        {texts.trust(trust.value)}
      </Line>
    </dl>
  );
}

function Line(props: {
  readonly term: string;
  readonly href: string;
  readonly state: State;
  readonly of: Pick<Answer<unknown>, 'asOf'>;
  readonly now: Instant;
  readonly children: ReactNode;
}) {
  const { term, href, state, of, now, children } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  return (
    <>
      <dt>
        <Link href={href} variant="body-small" weight="bold">
          {term}
        </Link>
      </dt>
      <dd>
        <StateBadge state={state} word={children} />{' '}
        {of.asOf !== undefined && (
          <Muted>
            {t('standing.age', { age: format.duration(now - of.asOf) })}
          </Muted>
        )}
      </dd>
    </>
  );
}
