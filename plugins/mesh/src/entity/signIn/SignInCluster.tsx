import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { KubernetesApi } from '@backstage/plugin-kubernetes-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  ClusterName,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { meshTranslationRef } from '../../translation';
import { serviceTranslationRef } from '../translation';
import { OwnEndpoints, ownEndpoints } from './ownEndpoints';

/** One cluster that needs a sign-in: the button, and what the user's credential showed. */
export function SignInCluster(props: {
  readonly cluster: ClusterName;
  readonly service: ServiceRef;
  readonly kubernetes: KubernetesApi | undefined;
}) {
  const { cluster, service, kubernetes } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const [reading, read] = useAsyncFn(
    async () => kubernetes && ownEndpoints(kubernetes, cluster, service),
    [kubernetes, cluster, service.namespace, service.name],
  );
  return (
    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <StateBadge
        state="forbidden"
        word={<Verbatim>{cluster}</Verbatim>}
        detail={common('sync.sign-in')}
      />
      {kubernetes && (
        <Button
          size="small"
          variant="secondary"
          isPending={reading.loading}
          onPress={read}
        >
          {t(reading.value ? 'signIn.again' : 'signIn.act')}
        </Button>
      )}
      <span role="status">
        {reading.value && <Outcome outcome={reading.value} />}
        {reading.error && (
          <Text>
            {t('signIn.failed')} <Verbatim>{reading.error.message}</Verbatim>
          </Text>
        )}
      </span>
    </Flex>
  );
}

function Outcome({ outcome }: { readonly outcome: OwnEndpoints }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  if (outcome.code === 'refused')
    return (
      <Text>{t('signIn.refused', { status: String(outcome.status) })}</Text>
    );
  return (
    <Text>
      {t('signIn.read', {
        ready: format.count(outcome.ready, { atLeast: outcome.more }),
        total: format.count(outcome.total, { atLeast: outcome.more }),
      })}
    </Text>
  );
}
