import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { Answered, ServiceView } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { EndpointTotals, endpointTotals } from '../state/endpointTotals';
import { State } from '../state/State';
import { meshTranslationRef } from '../translation';
import { serviceTranslationRef } from './translation';
import { spanOf } from './span';

/** The verdict on a service in one sentence, and how far it reaches. */
export function ServiceSummary({
  answer,
}: {
  readonly answer: Answered<ServiceView>;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const totals = endpointTotals(
    answer.value.endpoints.clusters,
    answer.partial,
  );
  const span = spanOf(answer.value);
  const count = (value: number) =>
    format.count(value, { atLeast: totals.atLeast });
  return (
    <Flex direction="column" gap="1">
      <StateBadge
        state={verdict(totals)}
        word={
          <Text weight="bold">
            {t(totals.atLeast ? 'service.verdictPartial' : 'service.verdict', {
              ready: count(totals.ready),
              total: count(totals.total),
              count: totals.clusters,
            })}
          </Text>
        }
      />
      <Text variant="body-small">
        {[
          common('span.clusters', {
            count: span.clusters,
            value: count(span.clusters),
          }),
          common('span.networks', {
            count: span.networks,
            value: count(span.networks),
          }),
          common('span.controlPlanes', {
            count: span.controlPlanes,
            value: count(span.controlPlanes),
          }),
          common('span.meshes', {
            count: span.meshes,
            value: count(span.meshes),
          }),
        ].join(', ')}
      </Text>
    </Flex>
  );
}

/** What was not seen can be ready or not: a partial answer is never healthy and never down. */
function verdict(totals: EndpointTotals): State {
  if (totals.atLeast)
    return totals.ready > 0 && totals.ready < totals.total
      ? 'degraded'
      : 'unknown';
  if (totals.total === 0) return 'not-applicable';
  if (totals.ready === 0) return 'down';
  return totals.ready < totals.total ? 'degraded' : 'healthy';
}
