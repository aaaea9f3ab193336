import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import {
  KUBERNETES_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_QUERY_ANNOTATION,
} from '@backstage/plugin-kubernetes-common';
import { ButtonLink } from '@backstage/ui';
import { serviceTranslationRef } from './translation';

/** Link to the pods in the tab of the Kubernetes plugin, for entities that have this tab. */
export function KubernetesTabLink() {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { entity } = useEntity();
  const entityLink = useEntityRefLink();
  const annotations = new Map(
    Object.entries(entity.metadata.annotations ?? {}),
  );
  const hasTab = [
    KUBERNETES_ANNOTATION,
    KUBERNETES_LABEL_SELECTOR_QUERY_ANNOTATION,
  ].some(name => annotations.has(name));
  if (!hasTab) return null;
  return (
    <ButtonLink
      size="small"
      variant="tertiary"
      href={`${entityLink(entity)}/kubernetes`}
    >
      {t('tab.kubernetes')}
    </ButtonLink>
  );
}
