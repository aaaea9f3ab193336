import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { FleetView, Instant } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { STATES } from '../state/State';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';
import { fleetState } from './fleetState';

/** The fleet in one line: clusters, networks, control planes and meshes; then how many clusters are in which state. */
export function FleetSummary({
  fleet,
  now,
}: {
  readonly fleet: FleetView;
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const { totals } = fleet.model;
  const atLeast =
    totals.partial ||
    fleet.clusters.some(cluster => cluster.position === undefined);
  const count = (value: number) => format.count(value, { atLeast });
  const states = fleet.clusters.map(cluster => fleetState(cluster, now));
  return (
    <Flex direction="column" gap="2">
      <Text as="h2" variant="title-x-small" weight="bold">
        {[
          common('span.clusters', {
            count: fleet.clusters.length,
            value: format.count(fleet.clusters.length),
          }),
          common('span.networks', {
            count: totals.networks,
            value: count(totals.networks),
          }),
          common('span.controlPlanes', {
            count: totals.controlPlanes,
            value: count(totals.controlPlanes),
          }),
          common('span.meshes', {
            count: totals.meshes,
            value: count(totals.meshes),
          }),
        ].join(', ')}
      </Text>
      <Flex gap="3" style={{ flexWrap: 'wrap' }}>
        {STATES.map(state => {
          const here = states.filter(candidate => candidate === state).length;
          return here > 0 ? (
            <StateBadge
              key={state}
              state={state}
              word={`${format.count(here)} ${t(`fleet.state.${state}`)}`}
            />
          ) : null;
        })}
      </Flex>
    </Flex>
  );
}
