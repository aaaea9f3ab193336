import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterFreshness,
  ClusterName,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { useState } from 'react';
import { Matrix, MatrixRow } from '../../components/Matrix';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { clusterState } from '../../state/clusterState';
import { TenancyGroup } from './tenancyRows';
import { useTenancyCells } from './useTenancyCells';
import { useVerdictText } from './useVerdictText';
import { tenancyTranslationRef } from './translation';

/** Tenants with more namespaces than this together start closed. */
const OPEN_LIMIT = 60;

/** Tenants, namespaces and clusters. */
export function TenancyMatrixTable(props: {
  readonly groups: readonly TenancyGroup[];
  readonly clusters: readonly ClusterFreshness[];
  readonly unseen: readonly ClusterName[];
  readonly now: Instant;
  readonly onOpen: (cluster: ClusterName, namespace: string) => void;
}) {
  const { groups, clusters, unseen, now, onOpen } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const format = useFormat();
  const verdictText = useVerdictText();
  const cells = useTenancyCells({ unseen, now });
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const total = groups.reduce((sum, group) => sum + group.namespaces.length, 0);
  const toggle = (key: string) =>
    setToggled(current => {
      const next = new Set(current);
      if (!next.delete(key)) next.add(key);
      return next;
    });

  const rows = groups.flatMap((group): readonly MatrixRow[] => {
    const { tenant, namespaces } = group;
    const key = tenant === undefined ? 'unclaimed' : `tenant ${tenant}`;
    const open = total <= OPEN_LIMIT !== toggled.has(key);
    const name = tenant === undefined ? t('unclaimed') : printable(tenant);
    const head = t('group', {
      tenant: name,
      namespaces: format.count(namespaces.length),
    });
    return [
      {
        key,
        head:
          tenant === undefined ? (
            <StateBadge state="degraded" word={head} />
          ) : (
            <bdi>{head}</bdi>
          ),
        cells: clusters.map(cluster => cells.ofGroup(group, name, cluster)),
        group: { open, toggle: () => toggle(key) },
      },
      ...(open ? namespaces : []).map(row => {
        const wrong = verdictText(row.verdict, tenant);
        return {
          key: `${key} ${row.namespace}`,
          head: (
            <>
              <Verbatim>{row.namespace}</Verbatim>
              {wrong !== undefined && (
                <div>
                  <StateBadge
                    state={
                      row.verdict.code === 'undecidable'
                        ? 'unknown'
                        : 'degraded'
                    }
                    word={<Muted>{wrong}</Muted>}
                  />
                </div>
              )}
            </>
          ),
          cells: clusters.map(cluster =>
            cells.ofNamespace(row, cluster, () =>
              onOpen(cluster.name, row.namespace),
            ),
          ),
        };
      }),
    ];
  });
  return (
    <Matrix
      label={t('table')}
      corner={t('corner')}
      columns={clusters.map(cluster => ({
        key: cluster.name,
        head: <ClusterHead cluster={cluster} now={now} />,
      }))}
      rows={rows}
    />
  );
}

function ClusterHead({
  cluster,
  now,
}: {
  readonly cluster: ClusterFreshness;
  readonly now: Instant;
}) {
  const state = clusterState(cluster, now);
  const name = <Verbatim>{cluster.name}</Verbatim>;
  return state === 'healthy' ? name : <StateBadge state={state} word={name} />;
}
