import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import {
  ClusterName,
  ServiceView,
} from '@meshwise/backstage-plugin-mesh-common';
import { serviceTranslationRef } from './translation';

/** Owners of a cluster, where the catalog knows them. */
export function ClusterContact(props: {
  readonly contacts: ServiceView['contacts'];
  readonly cluster: ClusterName;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const owners =
    new Map(Object.entries(props.contacts)).get(props.cluster)?.ownerRefs ?? [];
  if (owners.length === 0) return <>{t('control.noContact')}</>;
  return <EntityRefLinks entityRefs={[...owners]} defaultKind="group" />;
}
