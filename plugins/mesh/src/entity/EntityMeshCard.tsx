import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityInfoCard,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  meshServiceReadPermission,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { LoadFailed } from '../components/LoadFailed';
import { LoadingBlock } from '../components/LoadingBlock';
import { Muted } from '../components/Muted';
import { Verbatim } from '../components/Verbatim';
import { useEntityServices } from '../hooks/useEntityServices';
import { useService } from '../hooks/useService';
import { serviceTranslationRef } from './translation';
import { CardTable } from './CardTable';
import { LinkProblems } from './LinkProblems';
import { NotLinked } from './NotLinked';
import { NowhereFound } from './NowhereFound';
import { serviceParam } from './serviceParam';
import { ServiceSummary } from './ServiceSummary';
import { StandingLines } from './standing/StandingLines';
import { isUnseen } from './unseen';

/** Overview card: where the entity's service runs, worst cluster first, and how sure that is. @public */
export function EntityMeshCard() {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { entity } = useEntity();
  const tab = `${useEntityRefLink()(entity)}/mesh`;
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={
        <>
          <ButtonLink
            href={`${tab}?view=whatif`}
            variant="tertiary"
            size="small"
          >
            {t('card.whatIf')}
          </ButtonLink>
          <ButtonLink href={tab} variant="tertiary" size="small">
            {t('card.openTab')}
          </ButtonLink>
        </>
      }
    >
      <CardBody entityRef={stringifyEntityRef(entity)} tab={tab} />
    </EntityInfoCard>
  );
}

function CardBody({
  entityRef,
  tab,
}: {
  readonly entityRef: string;
  /** Address of the Mesh tab. */
  readonly tab: string;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { value, error, retry } = useEntityServices(entityRef);
  if (value === undefined) {
    if (error === undefined) return <LoadingBlock rows={4} />;
    return (
      <LoadFailed
        error={error}
        permission={meshServiceReadPermission.name}
        keepsData={false}
        onRetry={retry}
      />
    );
  }
  const [service, ...others] = value.services;
  if (service === undefined) return <NotLinked services={value} />;
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" weight="bold">
        <Verbatim>{serviceParam(service)}</Verbatim>
      </Text>
      <LinkProblems problems={value.problems} />
      <ServiceBody service={service} tab={tab} />
      {others.length > 0 && (
        <Muted>{t('card.otherServices', { count: others.length })}</Muted>
      )}
    </Flex>
  );
}

function ServiceBody({
  service,
  tab,
}: {
  readonly service: ServiceRef;
  readonly tab: string;
}) {
  const live = useService(service);
  return (
    <LiveAnswer
      live={live}
      rows={4}
      permission={meshServiceReadPermission.name}
    >
      {(view, answer) =>
        view.endpoints.clusters.every(isUnseen) ? (
          <NowhereFound answer={answer} />
        ) : (
          <>
            <ServiceSummary answer={answer} />
            <StandingLines
              service={service}
              hrefOf={name =>
                `${tab}?${new URLSearchParams({
                  svc: serviceParam(service),
                  view: name,
                })}`
              }
            />
            <CardTable answer={answer} />
          </>
        )
      }
    </LiveAnswer>
  );
}
