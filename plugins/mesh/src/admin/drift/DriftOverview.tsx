import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField } from '@backstage/ui';
import {
  Answered,
  FleetDrift,
  MeshDrift,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { Section } from '../../components/Section';
import { useFormat } from '../../components/useFormat';
import { usePageParams } from '../../hooks/usePageParams';
import { meshTranslationRef } from '../../translation';
import { CollisionsTable } from './CollisionsTable';
import { DriftComparisons } from './DriftComparisons';
import { DriftSummary } from './DriftSummary';
import { DriftTable } from './DriftTable';
import { matchesDrift } from './matchesDrift';
import { SettingsTable } from './SettingsTable';
import { driftTranslationRef } from './translation';

/** What differs in each mesh, and services whose copies collide. The filter is in the page address. */
export function DriftOverview({
  answer,
}: {
  readonly answer: Answered<FleetDrift>;
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const [params, change] = usePageParams();
  const { value, freshness } = answer;
  if (freshness.clusters.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t('noCluster')}
          description={common('noClusters.cure')}
        />
      </div>
    );
  const filter = params.get('filter') ?? '';
  const collisions = value.collisions.filter(item =>
    matchesDrift(item, filter),
  );
  return (
    <Flex direction="column" gap="5">
      <DriftSummary answer={answer} />
      <SearchField
        aria-label={t('filter')}
        placeholder={t('filter')}
        size="small"
        value={filter}
        onChange={text => change({ filter: text === '' ? undefined : text })}
      />
      {value.meshes.map(mesh => (
        <Section
          key={mesh.mesh}
          title={t('mesh', { mesh: printable(mesh.mesh) })}
        >
          <MeshPart mesh={mesh} filter={filter} />
        </Section>
      ))}
      <Section title={t('collisionsTitle')}>
        {collisions.length > 0 && <CollisionsTable collisions={collisions} />}
        {value.collisions.length > collisions.length &&
          collisions.length === 0 && <Muted>{t('filteredOut')}</Muted>}
        {value.collisions.length === 0 && (
          <Muted>
            {t('noCollision', {
              count: value.sharedServices,
              value: format.count(value.sharedServices),
            })}
          </Muted>
        )}
      </Section>
    </Flex>
  );
}

function MeshPart({
  mesh,
  filter,
}: {
  readonly mesh: MeshDrift;
  readonly filter: string;
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  const { primaries, settings } = mesh;
  const names = primaries.map(({ cluster }) => printable(cluster)).join(', ');
  if (primaries.length < 2)
    return <Muted>{t('onePrimary', { cluster: names })}</Muted>;
  const objects = mesh.objects.filter(item => matchesDrift(item, filter));
  const hidden = mesh.objects.length > 0 && objects.length === 0;
  const same = mesh.objects.length + settings.length === 0;
  return (
    <>
      <Muted as="p">{t('primaries', { clusters: names })}</Muted>
      {objects.length > 0 && (
        <>
          <DriftTable mesh={mesh} objects={objects} />
          <DriftComparisons objects={objects} />
          <Muted as="p">{t('cure')}</Muted>
        </>
      )}
      {hidden && <Muted>{t('filteredOut')}</Muted>}
      {settings.length > 0 && <SettingsTable mesh={mesh} />}
      {same && <Muted>{t('same')}</Muted>}
    </>
  );
}
