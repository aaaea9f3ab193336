import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  AnsweringControlPlane,
  Freshness,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { clusterState, isAnswering } from '../../state/clusterState';
import { serviceTranslationRef } from '../translation';
import { ClusterLabel } from '../ClusterLabel';

/** The control plane that decides: its version, the rules that were applied, and where it reads its configuration, with the age of that cluster. */
export function AnsweredBy({
  controlPlane,
  freshness,
}: {
  readonly controlPlane: AnsweringControlPlane;
  readonly freshness: Freshness;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { cluster, deployment, version, revision, rulesOf, links } =
    controlPlane;
  const { configCluster } = controlPlane;
  const age = freshness.clusters.find(({ name }) => name === configCluster);
  const silent = age !== undefined && !isAnswering(age, freshness.now);
  return (
    <>
      <Text as="h4" weight="bold">
        {t('config.answered.by', {
          deployment: printable(deployment),
          version:
            version === undefined
              ? t('config.answered.versionUnknown')
              : printable(version),
          cluster: printable(cluster),
        })}
      </Text>
      <Muted as="div">
        <Verbatim>{t('config.answered.revision', { revision })}</Verbatim>
        {' · '}
        {t(
          version === undefined
            ? 'config.answered.rulesGuessed'
            : 'config.answered.rules',
          { minor: String(rulesOf) },
        )}
        {' · '}
        {t('config.answered.source')}{' '}
        {silent ? (
          <ClusterLabel
            cluster={configCluster}
            state={clusterState(age, freshness.now)}
            freshness={freshness}
          />
        ) : (
          <Verbatim>{configCluster}</Verbatim>
        )}
      </Muted>
      {links === 'assumed' && (
        <div>
          <StateBadge state="unknown" word={t('config.answered.assumed')} />
        </div>
      )}
    </>
  );
}
