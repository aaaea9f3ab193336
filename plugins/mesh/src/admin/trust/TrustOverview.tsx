import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { Answered, FleetTrust } from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { Muted } from '../../components/Muted';
import { Section } from '../../components/Section';
import { usePageParams } from '../../hooks/usePageParams';
import { useServerNow } from '../../hooks/useServerNow';
import { meshTranslationRef } from '../../translation';
import { RotationProgress } from '../../trust/RotationProgress';
import { TrustMatrixTable } from '../../trust/TrustMatrixTable';
import { BundlesTable } from './BundlesTable';
import { RootsTable } from './RootsTable';
import { TrustSummary } from './TrustSummary';

/** Dates move slowly. In milliseconds. */
const TICK = 60_000;

/** Roots, bundles, the matrix and rotations. The chosen cell and mesh are in the page address. */
export function TrustOverview({
  answer,
}: {
  readonly answer: Answered<FleetTrust>;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const [params, change] = usePageParams();
  const now = useServerNow(answer.freshness.now, TICK);
  const { roots, matrix, rotations } = answer.value;
  if (answer.freshness.clusters.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t('fleetTrust.noCluster')}
          description={t('fleet.empty.cure')}
        />
      </div>
    );
  const mesh = params.get('mesh');
  const shown = rotations.filter(item => mesh === null || item.mesh === mesh);
  return (
    <Flex direction="column" gap="5">
      <TrustSummary answer={answer} now={now} />
      <Section title={t('fleetTrust.inventory')}>
        <Muted as="p">{t('fleetTrust.inventoryNote')}</Muted>
        {roots.length === 0 ? (
          <EmptyBlock
            title={t('fleetTrust.noRoots')}
            description={t('fleetTrust.noRootsCure')}
          />
        ) : (
          <RootsTable roots={roots} now={now} />
        )}
      </Section>
      <Section title={t('fleetTrust.matrix')}>
        <Muted as="p">{t('fleetTrust.matrixNote')}</Muted>
        <TrustMatrixTable
          matrix={matrix}
          chosen={params.get('cell') ?? undefined}
          onChoose={cell => change({ cell })}
        />
      </Section>
      <Section title={t('fleetTrust.rotations')}>
        {shown.length === 0 && <Muted>{t('fleetTrust.noRotation')}</Muted>}
        {shown.map(rotation => (
          <RotationProgress key={rotation.mesh} rotation={rotation} now={now} />
        ))}
      </Section>
      {matrix.parties.length > 0 && (
        <Section title={t('fleetTrust.bundles')}>
          <BundlesTable parties={matrix.parties} />
        </Section>
      )}
    </Flex>
  );
}
