import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Answered,
  TenancyMatrix,
} from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { tenancyTranslationRef } from './translation';

/** How many tenants and namespaces there are, and how many of them have no owner or too many. */
export function TenancySummary({
  answer,
}: {
  readonly answer: Answered<TenancyMatrix>;
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const format = useFormat();
  const { tenants, unclaimed, unseen } = answer.value;
  const rows = new Map(
    [...tenants.flatMap(({ namespaces }) => namespaces), ...unclaimed].map(
      row => [row.namespace, row],
    ),
  );
  const conflicts = [...rows.values()].filter(
    ({ verdict }) => verdict.code === 'conflict' && verdict.tenants.length > 0,
  ).length;
  const atLeast =
    unseen.length > 0 ||
    answer.freshness.clusters.some(({ lastSeen }) => lastSeen === undefined);
  const value = (count: number) => format.count(count, { atLeast });
  return (
    <Flex direction="column" gap="2">
      <Text as="h2" variant="title-x-small" weight="bold">
        {[
          t('tenants', {
            count: tenants.length,
            value: value(tenants.length),
          }),
          t('namespaces', {
            count: rows.size,
            value: value(rows.size),
          }),
        ].join(', ')}
      </Text>
      <Flex gap="3" style={{ flexWrap: 'wrap' }}>
        {conflicts > 0 && (
          <StateBadge
            state="down"
            word={t('conflicts', {
              count: conflicts,
              value: value(conflicts),
            })}
          />
        )}
        {unclaimed.length > 0 && (
          <StateBadge
            state="degraded"
            word={t('unclaimedCount', {
              count: unclaimed.length,
              value: value(unclaimed.length),
            })}
          />
        )}
      </Flex>
    </Flex>
  );
}
