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
import { fleetTrustTranslationRef } from './translation';

/** Dates move slowly. In milliseconds. */
const TICK = 60_000;

/** Roots, bundles, the matrix and rotations. The chosen cell and mesh are in the page address. */
export function TrustOverview({
  answer,
}: {
  readonly answer: Answered<FleetTrust>;
}) {
  const { t } = useTranslationRef(fleetTrustTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const [params, change] = usePageParams();
  const now = useServerNow(answer.freshness.now, TICK);
  const { roots, matrix, rotations } = answer.value;
  if (answer.freshness.clusters.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t('noCluster')}
          description={common('noClusters.cure')}
        />
      </div>
    );
  const mesh = params.get('mesh');
  const shown = rotations.filter(item => mesh === null || item.mesh === mesh);
  return (
    <Flex direction="column" gap="5">
      <TrustSummary answer={answer} now={now} />
      <Section title={t('inventory')}>
        <Muted as="p">{t('inventoryNote')}</Muted>
        {roots.length === 0 ? (
          <EmptyBlock title={t('noRoots')} description={t('noRootsCure')} />
        ) : (
          <RootsTable roots={roots} now={now} />
        )}
      </Section>
      <Section title={t('matrix')}>
        <Muted as="p">{t('matrixNote')}</Muted>
        <TrustMatrixTable
          matrix={matrix}
          chosen={params.get('cell') ?? undefined}
          onChoose={cell => change({ cell })}
        />
      </Section>
      <Section title={t('rotations')}>
        {shown.length === 0 && <Muted>{t('noRotation')}</Muted>}
        {shown.map(rotation => (
          <RotationProgress key={rotation.mesh} rotation={rotation} now={now} />
        ))}
      </Section>
      {matrix.parties.length > 0 && (
        <Section title={t('bundles')}>
          <BundlesTable parties={matrix.parties} />
        </Section>
      )}
    </Flex>
  );
}
