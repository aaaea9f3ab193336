import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  Answer,
  Answered,
  Freshness,
  meshServiceReadPermission,
  ServiceRef,
  ServiceTrustView,
} from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { EmptyBlock } from '../../components/EmptyBlock';
import { EvidenceList } from '../../components/EvidenceList';
import { GapList } from '../../components/GapList';
import { LiveAnswer } from '../../components/LiveAnswer';
import { Muted } from '../../components/Muted';
import { Section } from '../../components/Section';
import { usePageParams } from '../../hooks/usePageParams';
import { useServiceTrust } from '../../hooks/useServiceTrust';
import { serviceTranslationRef } from '../translation';
import { RotationProgress } from '../../trust/RotationProgress';
import { TrustMatrixTable } from '../../trust/TrustMatrixTable';
import { AccessSection } from './AccessSection';
import { AssumedNote } from './AssumedNote';
import { IdentitiesTable } from './IdentitiesTable';
import { MtlsTable } from './MtlsTable';
import { ServiceRootsTable } from './ServiceRootsTable';

/** Identity of the service, the roots that vouch for it, who trusts whom around it, and who may call it. `cell` in the page address explains a direction of trust. */
export function TrustView({ service }: { readonly service: ServiceRef }) {
  const live = useServiceTrust(service);
  return (
    <LiveAnswer
      live={live}
      rows={8}
      permission={meshServiceReadPermission.name}
    >
      {(_, answer) => <Trust answer={answer} />}
    </LiveAnswer>
  );
}

function Trust({ answer }: { readonly answer: Answered<ServiceTrustView> }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const [params, change] = usePageParams();
  const { value, freshness } = answer;
  const { service, identities, roots, matrix, rotations, mtls, access } = value;
  if (identities.value.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t('serviceTrust.empty.title')}
          description={t('serviceTrust.empty.reason')}
        />
      </div>
    );
  return (
    <Flex direction="column" gap="5">
      <Part
        title={t('serviceTrust.identity.title')}
        part={identities}
        freshness={freshness}
      >
        <IdentitiesTable parts={identities.value} freshness={freshness} />
        <Muted as="p">{t('serviceTrust.identity.note')}</Muted>
      </Part>
      <Part
        title={t('serviceTrust.roots.title')}
        part={roots}
        freshness={freshness}
      >
        {roots.value.length === 0 ? (
          <Muted as="p">{t('serviceTrust.roots.none')}</Muted>
        ) : (
          <ServiceRootsTable roots={roots.value} now={freshness.now} />
        )}
        <Muted as="p">{t('serviceTrust.roots.note')}</Muted>
      </Part>
      <Part
        title={t('serviceTrust.matrix.title')}
        part={matrix}
        freshness={freshness}
      >
        <Muted as="p">{t('serviceTrust.matrix.note')}</Muted>
        <TrustMatrixTable
          matrix={matrix.value}
          chosen={params.get('cell') ?? undefined}
          onChoose={cell => change({ cell })}
        />
      </Part>
      {rotations.map(part => (
        <Part
          key={part.value.mesh}
          title={t('serviceTrust.rotation.title')}
          part={part}
          freshness={freshness}
        >
          <RotationProgress rotation={part.value} now={freshness.now} />
        </Part>
      ))}
      <Part
        title={t('serviceTrust.mtls.title')}
        part={mtls}
        freshness={freshness}
      >
        {mtls.value.length === 0 ? (
          <Muted as="p">{t('serviceTrust.mtls.none')}</Muted>
        ) : (
          <MtlsTable clusters={mtls.value} />
        )}
      </Part>
      <Part
        title={t('serviceTrust.access.title')}
        part={access}
        freshness={freshness}
      >
        <AccessSection service={service} access={access.value} />
      </Part>
    </Flex>
  );
}

/** A part with what it rests on, and what it could not see. */
function Part(props: {
  readonly title: string;
  readonly part: Answer<unknown>;
  readonly freshness: Freshness;
  readonly children: ReactNode;
}) {
  const { title, part, freshness, children } = props;
  return (
    <Section title={title}>
      {children}
      <AssumedNote because={part.because} />
      <GapList gaps={part.gaps} freshness={freshness} />
      <EvidenceList because={part.because} />
    </Section>
  );
}
