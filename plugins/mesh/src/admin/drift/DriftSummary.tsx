import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { Answered, FleetDrift } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { useFormat } from '../../components/useFormat';
import { driftTranslationRef } from './translation';

/** How much drifts and in how many clusters that was looked for; which clusters could not be checked. Never plain "none". */
export function DriftSummary({
  answer: { value, freshness },
}: {
  readonly answer: Answered<FleetDrift>;
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  const format = useFormat();
  const { meshes, collisions, checked } = value;
  const unchecked = freshness.clusters
    .map(({ name }) => name)
    .filter(name => !checked.includes(name));
  const atLeast = unchecked.length > 0;
  const counted = (found: number) => ({
    count: found,
    value: format.count(found, { atLeast }),
  });
  const sum = (of: (mesh: FleetDrift['meshes'][number]) => number) =>
    meshes.reduce((total, mesh) => total + of(mesh), 0);
  const objects = sum(mesh => mesh.objects.length);
  const settings = sum(mesh => mesh.settings.length);
  const nothing = objects + settings + collisions.length === 0;
  return (
    <Flex direction="column" gap="2" role="status">
      <Text as="h2" variant="title-x-small" weight="bold">
        {nothing
          ? t('none', {
              count: checked.length,
              value: format.count(checked.length),
            })
          : [
              objects > 0 && t('objects', counted(objects)),
              settings > 0 && t('settings', counted(settings)),
              collisions.length > 0 &&
                t('collisions', counted(collisions.length)),
            ]
              .filter(Boolean)
              .join(', ')}
      </Text>
      {unchecked.length > 0 && (
        <Alert
          status="warning"
          data-state="partial"
          icon
          title={t('unchecked', {
            count: unchecked.length,
            clusters: unchecked.map(printable).join(', '),
          })}
          description={t('unsure')}
        />
      )}
    </Flex>
  );
}
