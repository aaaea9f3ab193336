import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { kubernetesApiRef } from '@backstage/plugin-kubernetes-react';
import { Box, Flex, Text } from '@backstage/ui';
import { Freshness, ServiceRef } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { serviceTranslationRef } from '../translation';
import { SignInCluster } from './SignInCluster';

/**
 * Clusters that only a user's own credential can read. They are no part of the answer; the reader can sign in and look
 * for themselves through the Kubernetes plugin.
 */
export function SignInClusters({
  freshness,
  service,
}: {
  readonly freshness: Freshness;
  readonly service: ServiceRef;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const kubernetes = useApiHolder().get(kubernetesApiRef);
  const clusters = freshness.clusters.filter(
    cluster => cluster.state === 'sign-in',
  );
  if (clusters.length === 0) return null;
  return (
    <Box as="section" aria-label={t('signIn.title')}>
      <Flex direction="column" gap="2">
        <Text as="h3" weight="bold">
          {t('signIn.title')}
        </Text>
        <Muted as="p">
          {t(kubernetes ? 'signIn.note' : 'signIn.noPlugin')}
        </Muted>
        {clusters.map(cluster => (
          <SignInCluster
            key={cluster.name}
            cluster={cluster.name}
            service={service}
            kubernetes={kubernetes}
          />
        ))}
      </Flex>
    </Box>
  );
}
