import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterFreshness,
  ClusterName,
  Instant,
  TenancyCell,
  TenancyRow,
} from '@meshwise/backstage-plugin-mesh-common';
import { MatrixCell } from '../../components/Matrix';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { clusterState } from '../../state/clusterState';
import { State } from '../../state/State';
import { worstFirst } from '../../state/worstFirst';
import { meshTranslationRef } from '../../translation';
import { isolationState } from './isolationState';
import { TenancyGroup } from './tenancyRows';
import { useJoinsText } from './useJoinsText';
import { tenancyTranslationRef } from './translation';

/** What the matrix shows of namespaces and tenants in a cluster. */
export interface TenancyCells {
  ofNamespace(
    row: TenancyRow,
    cluster: ClusterFreshness,
    onOpen: () => void,
  ): MatrixCell;
  ofGroup(
    group: TenancyGroup,
    name: string,
    cluster: ClusterFreshness,
  ): MatrixCell;
}

/** The cells of the matrix. Nothing is shown as absent in a cluster that cannot be seen, nor as closed in one that is silent. */
export function useTenancyCells(options: {
  readonly unseen: readonly ClusterName[];
  readonly now: Instant;
}): TenancyCells {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const joinsText = useJoinsText();
  const { now } = options;

  const absence = (state: State) =>
    state === 'not-applicable' ? t('absent') : common(`state.${state}`);

  const stateOf = (
    cell: TenancyCell | undefined,
    cluster: ClusterFreshness,
  ) => {
    const known = clusterState(cluster, now);
    if (known === 'forbidden') return known;
    const unseen =
      options.unseen.includes(cluster.name) || cluster.lastSeen === undefined;
    if (!cell) return unseen ? 'unknown' : 'not-applicable';
    return known === 'stale' || known === 'unknown'
      ? known
      : isolationState(cell.isolation);
  };

  const facts = ({ isolation, joins }: TenancyCell): readonly string[] => {
    const { mtls, stranger, quota, state } = isolation;
    const policies =
      state === 'outside' ? [] : [t(`mtls.${mtls}`), t(`stranger.${stranger}`)];
    const limits =
      quota === 'unknown'
        ? t('quota.unknown')
        : t(quota ? 'quota.yes' : 'quota.no');
    return [...policies, joinsText(joins), limits];
  };

  return {
    ofNamespace(row, cluster, onOpen) {
      const cell = row.clusters.find(item => item.cluster === cluster.name);
      const state = stateOf(cell, cluster);
      const names = {
        namespace: printable(row.namespace),
        cluster: printable(cluster.name),
      };
      if (!cell) {
        const word = absence(state);
        return {
          content: <StateBadge state={state} glyphOnly />,
          label: t('cell', { ...names, state: word }),
        };
      }
      const word = t(`isolation.${cell.isolation.state}`);
      const stale = state === 'stale' || state === 'unknown';
      const words = [word, ...facts(cell)].join(', ');
      return {
        content: (
          <>
            <StateBadge state={state} word={word} />
            <Muted as="div">{facts(cell).join(', ')}</Muted>
          </>
        ),
        label: t('cell', {
          ...names,
          state: state === 'stale' ? t('staleCell', { state: words }) : words,
        }),
        stale,
        onOpen,
      };
    },
    ofGroup({ namespaces }, name, cluster) {
      const cells = namespaces.map(({ clusters }) =>
        clusters.find(item => item.cluster === cluster.name),
      );
      const present = cells.filter(cell => cell !== undefined);
      const states = cells.map(cell => stateOf(cell, cluster));
      const [worst]: readonly State[] = worstFirst(
        states.filter(state => state !== 'not-applicable'),
        state => state,
      );
      const state = worst ?? 'not-applicable';
      const count = format.count(present.length, {
        atLeast: states.includes('unknown'),
      });
      const word =
        present.length > 0
          ? `${common(`state.${state}`)}, ${count}`
          : absence(state);
      return {
        content:
          present.length > 0 ? (
            <StateBadge state={state} word={count} />
          ) : (
            <StateBadge state={state} glyphOnly />
          ),
        label: t('groupCell', {
          tenant: name,
          cluster: printable(cluster.name),
          state: word,
        }),
      };
    },
  };
}
