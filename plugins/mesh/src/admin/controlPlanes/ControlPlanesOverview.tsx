import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select } from '@backstage/ui';
import {
  Answered,
  ClusterName,
  FleetControlPlanes,
  Flow,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { Muted } from '../../components/Muted';
import { Section } from '../../components/Section';
import { useFormat } from '../../components/useFormat';
import { usePageParams } from '../../hooks/usePageParams';
import { useServerNow } from '../../hooks/useServerNow';
import { isAnswering } from '../../state/clusterState';
import { meshTranslationRef } from '../../translation';
import { ControlPlanesSummary } from './ControlPlanesSummary';
import { ControlPlanesTable } from './ControlPlanesTable';
import { FlowsTable } from './FlowsTable';
import { LinksMatrix } from './LinksMatrix';
import { controlPlanesTranslationRef } from './translation';
import { UpgradeSection } from './UpgradeSection';

/** Ages in a table move slowly. In milliseconds. */
const TICK = 10_000;

const FLOWS: readonly Flow[] = ['ingress', 'application', 'egress'];

/** An entry of the list of flows that stands for all of them. */
const ALL = '';

/** Control planes by flow, with their proxies, and who discovers whom. The chosen flow is in the page address. */
export function ControlPlanesOverview({
  answer,
}: {
  readonly answer: Answered<FleetControlPlanes>;
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const [params, change] = usePageParams();
  const { value, freshness } = answer;
  const now = useServerNow(freshness.now, TICK);
  if (freshness.clusters.length === 0)
    return (
      <div data-state="empty">
        <EmptyBlock
          title={t('noCluster')}
          description={common('noClusters.cure')}
        />
      </div>
    );
  const chosen = params.get('flow') ?? ALL;
  const flows = value.flows.map(cluster => ({
    ...cluster,
    flows: cluster.flows.filter(
      ({ flow }) => chosen === ALL || flow === chosen,
    ),
  }));
  const isStale = (name: ClusterName) =>
    !freshness.clusters.some(
      cluster => cluster.name === name && isAnswering(cluster, now),
    );
  return (
    <Flex direction="column" gap="5">
      <ControlPlanesSummary answer={answer} />
      {value.controlPlanes.length === 0 ? (
        <EmptyBlock
          title={t('none', {
            count: freshness.clusters.length,
            value: format.count(freshness.clusters.length),
          })}
        />
      ) : (
        <>
          <Section title={t('flows')}>
            <Muted as="p">{t('flowsNote')}</Muted>
            <Select
              aria-label={t('flow')}
              size="small"
              style={{ maxWidth: '16rem' }}
              options={[
                { id: ALL, label: t('allFlows') },
                ...FLOWS.map(flow => ({
                  id: flow,
                  label: t(`flowName.${flow}`),
                })),
              ]}
              value={chosen}
              onChange={key =>
                change({
                  flow: key === null || key === ALL ? undefined : String(key),
                })
              }
            />
            <FlowsTable clusters={flows} isStale={isStale} />
          </Section>
          <Section title={t('table')}>
            <ControlPlanesTable
              controlPlanes={value.controlPlanes}
              isStale={isStale}
            />
          </Section>
          <UpgradeSection controlPlanes={value.controlPlanes} />
          <Section title={t('links.title')}>
            <Muted as="p">{t('links.note')}</Muted>
            <LinksMatrix links={value.links} clusters={freshness.clusters} />
          </Section>
        </>
      )}
    </Flex>
  );
}
