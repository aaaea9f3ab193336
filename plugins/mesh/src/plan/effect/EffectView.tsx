import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import {
  Finding,
  findingKey,
  Instant,
  PlanEffect,
} from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Gaps } from '../../components/Gaps';
import { FindingItem } from '../../findings/FindingItem';
import { operationsTranslationRef } from '../translation';
import { CallerEffects } from './CallerEffects';
import { FallbackLosses } from './FallbackLosses';
import { MtlsEffects } from './MtlsEffects';
import { NotExamined } from './NotExamined';
import { ShadowedObjects } from './ShadowedObjects';
import { TrustEffects } from './TrustEffects';

/**
 * What a plan means: for callers, for trust, for what happens when hosts fail, and for the findings. What could not be
 * seen comes with it, so that an empty effect is not taken for no effect.
 */
export function EffectView({
  effect,
  now,
}: {
  readonly effect: PlanEffect;
  /** When the plan was made. */
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { findings, gaps, notExamined, hidden } = effect;
  const nothing = [
    effect.callers,
    effect.mtls,
    effect.trust,
    effect.losesFallback,
    effect.shadowed,
    findings.appear,
    findings.disappear,
  ].every(part => part.length === 0);
  const complete = gaps.length + notExamined.length + hidden === 0;
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" weight="bold">
        {t('effect.title')}
      </Text>
      <Gaps gaps={gaps} freshness={{ now, clusters: [] }} />
      <NotExamined services={notExamined} hidden={hidden} />
      {nothing && (
        <Text as="p">
          {t(complete ? 'effect.nothing' : 'effect.nothingSeen')}
        </Text>
      )}
      <FallbackLosses losses={effect.losesFallback} />
      <CallerEffects callers={effect.callers} />
      <MtlsEffects mtls={effect.mtls} />
      <TrustEffects trust={effect.trust} />
      <ShadowedObjects shadowed={effect.shadowed} />
      {findings.appear.length > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('effect.appear', { count: findings.appear.length })}
          description={
            <ul>
              <Findings findings={findings.appear} now={now} />
            </ul>
          }
        />
      )}
      {findings.disappear.length > 0 && (
        <FoldedList
          title={t('effect.disappear', { count: findings.disappear.length })}
        >
          <Findings findings={findings.disappear} now={now} />
        </FoldedList>
      )}
    </Flex>
  );
}

function Findings({
  findings,
  now,
}: {
  readonly findings: readonly Finding[];
  readonly now: Instant;
}) {
  return (
    <>
      {findings.map(finding => (
        <FindingItem
          key={`${findingKey(finding)} ${finding.message}`}
          finding={finding}
          freshness={{ now, clusters: [] }}
        />
      ))}
    </>
  );
}
