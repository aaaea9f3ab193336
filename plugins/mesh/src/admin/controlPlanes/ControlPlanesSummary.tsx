import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Answered,
  FleetControlPlanes,
  minorOf,
} from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { unseenClusters } from '../unseenClusters';
import { controlPlanesTranslationRef } from './translation';

/** How many control planes there are, of how many versions, and what their flows lack. */
export function ControlPlanesSummary({
  answer,
}: {
  readonly answer: Answered<FleetControlPlanes>;
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const format = useFormat();
  const { controlPlanes, flows } = answer.value;
  const unseen = unseenClusters(answer);
  const atLeast = unseen.length > 0;
  const versions = new Set(
    controlPlanes.flatMap(({ version }) => version ?? []),
  );
  const newest = newestOf([...versions]);
  const gaps = flows
    .flatMap(cluster => cluster.flows)
    .reduce((sum, flow) => sum + flow.gaps.length, 0);
  return (
    <Flex direction="column" gap="2">
      <Text as="h2" variant="title-x-small" weight="bold">
        {[
          t('count', {
            count: controlPlanes.length,
            value: format.count(controlPlanes.length, { atLeast }),
          }),
          t('versions', {
            count: versions.size,
            value: format.count(versions.size, { atLeast }),
          }),
          ...(newest === undefined
            ? []
            : [t('newest', { version: printable(newest) })]),
        ].join(', ')}
      </Text>
      {gaps > 0 && (
        <div>
          <StateBadge
            state="degraded"
            word={t('gaps', {
              count: gaps,
              value: format.count(gaps, { atLeast }),
            })}
          />
        </div>
      )}
      {unseen.length > 0 && (
        <div>
          <StateBadge
            state="unknown"
            word={t('unseen', {
              clusters: unseen.map(printable).join(', '),
            })}
          />
        </div>
      )}
    </Flex>
  );
}

/** The newest version of Istio 1; products with versions of their own cannot be compared with it. */
function newestOf(versions: readonly string[]): string | undefined {
  return [...versions]
    .filter(version => minorOf(version) !== undefined)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .pop();
}
