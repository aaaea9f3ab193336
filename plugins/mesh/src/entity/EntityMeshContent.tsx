import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Container, Flex, Select, Text } from '@backstage/ui';
import {
  EntityServices,
  meshServiceReadPermission,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { useSearchParams } from 'react-router-dom';
import { LoadFailed } from '../components/LoadFailed';
import { LoadingBlock } from '../components/LoadingBlock';
import { printable } from '../components/printable';
import { Verbatim } from '../components/Verbatim';
import { useEntityServices } from '../hooks/useEntityServices';
import { serviceTranslationRef } from './translation';
import { ServiceActions } from './actions/ServiceActions';
import { KubernetesTabLink } from './KubernetesTabLink';
import { LinkProblems } from './LinkProblems';
import { NotLinked } from './NotLinked';
import { chosenService, serviceParam } from './serviceParam';
import { ServiceViews } from './ServiceViews';

/** The Mesh tab of an entity. Service, view and filter are kept in the page address. @public */
export function EntityMeshContent() {
  const { entity } = useEntity();
  const { value, error, retry } = useEntityServices(stringifyEntityRef(entity));
  return (
    <Container py="4">
      {value === undefined && error === undefined && <LoadingBlock rows={8} />}
      {error !== undefined && (
        <LoadFailed
          error={error}
          permission={meshServiceReadPermission.name}
          keepsData={value !== undefined}
          onRetry={retry}
        />
      )}
      {value && <Linked services={value} />}
    </Container>
  );
}

function Linked({ services }: { readonly services: EntityServices }) {
  const [params, setParams] = useSearchParams();
  const service = chosenService(services.services, params.get('svc'));
  if (service === undefined) return <NotLinked services={services} />;
  const choose = (next: string) =>
    setParams(current => {
      const changed = new URLSearchParams(current);
      changed.set('svc', next);
      return changed;
    });
  return (
    <Flex direction="column" gap="3">
      <Flex
        justify="between"
        align="center"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <ServiceTitle
          services={services.services}
          chosen={service}
          onChoose={choose}
        />
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          <KubernetesTabLink />
          <ServiceActions service={service} />
        </Flex>
      </Flex>
      <LinkProblems problems={services.problems} />
      <ServiceViews key={serviceParam(service)} service={service} />
    </Flex>
  );
}

function ServiceTitle(props: {
  readonly services: readonly ServiceRef[];
  readonly chosen: ServiceRef;
  readonly onChoose: (service: string) => void;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { services, chosen, onChoose } = props;
  if (services.length === 1) {
    return (
      <Text as="h2" variant="title-x-small" weight="bold">
        <Verbatim>{serviceParam(chosen)}</Verbatim>
      </Text>
    );
  }
  return (
    <Select
      aria-label={t('tab.service')}
      options={services.map(service => ({
        id: serviceParam(service),
        label: printable(serviceParam(service)),
      }))}
      value={serviceParam(chosen)}
      onChange={key => key !== null && onChoose(String(key))}
    />
  );
}
