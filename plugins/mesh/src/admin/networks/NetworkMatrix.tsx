import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterFreshness,
  FleetNetworks,
  Instant,
  NetworkPair,
} from '@meshwise/backstage-plugin-mesh-common';
import { Matrix, MatrixCell } from '../../components/Matrix';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { clusterState, isAnswering } from '../../state/clusterState';
import { State } from '../../state/State';
import { worstFirst } from '../../state/worstFirst';
import { inOneMesh, wayState, WayState } from './networkWay';
import { networksTranslationRef } from './translation';

/** Who gets where: directly, through a gateway, or not. What cannot be seen is unknown in both directions. */
export function NetworkMatrix(props: {
  readonly networks: FleetNetworks;
  readonly clusters: readonly ClusterFreshness[];
  readonly now: Instant;
}) {
  const { networks, clusters, now } = props;
  const { t } = useTranslationRef(networksTranslationRef);
  const cellOf = usePairCell(networks, now);
  const pairs = new Map(
    networks.pairs.map(pair => [`${pair.from} ${pair.to}`, pair]),
  );
  return (
    <Matrix
      label={t('pairs')}
      corner={t('corner')}
      columns={clusters.map(({ name }) => ({
        key: name,
        head: <Verbatim>{name}</Verbatim>,
      }))}
      rows={clusters.map(from => ({
        key: from.name,
        head: <Verbatim>{from.name}</Verbatim>,
        cells: clusters.map(to =>
          cellOf(from, to, pairs.get(`${from.name} ${to.name}`)),
        ),
      }))}
    />
  );
}

function usePairCell(networks: FleetNetworks, now: Instant) {
  const { t } = useTranslationRef(networksTranslationRef);
  const format = useFormat();
  const never = ({ state, lastSeen }: ClusterFreshness) =>
    state === 'sign-in' || lastSeen === undefined;
  const plain = (state: State, word: string) => ({
    state,
    word,
    details: [],
    stale: false,
  });

  const judged = (
    from: ClusterFreshness,
    to: ClusterFreshness,
    pair: NetworkPair | undefined,
  ) => {
    if (from.name === to.name) return plain('not-applicable', t('self'));
    if (never(from) || never(to)) return plain('unknown', t('unknown'));
    if (!pair || pair.ways.length === 0)
      return plain('not-applicable', t('noControlPlane'));
    const oneMesh = inOneMesh(networks, from.name, to.name);
    const ways = pair.ways.map(way => ({ way, ...wayState(way, oneMesh) }));
    const [worst] = worstFirst(ways, ({ state }) => state);
    const silent = [from, to].find(cluster => !isAnswering(cluster, now));
    const word = wordOf(worst, worst.way.pods);
    const details: string[] =
      worst.way.code === 'gateway' || worst.way.code === 'unreachable'
        ? [
            t('networks', {
              from: printable(worst.way.fromNetwork || t('noName')),
              to: printable(worst.way.toNetwork || t('noName')),
            }),
          ]
        : [];
    if (new Set(ways.map(({ code }) => code)).size > 1)
      details.push(t('several'));
    return silent
      ? {
          state: clusterState(silent, now),
          word: t('stale', { state: word }),
          details,
          stale: true,
        }
      : { state: worst.state, word, details, stale: false };
  };

  const wordOf = (
    { code }: WayState,
    pods: { readonly all: number; readonly ready: number } | undefined,
  ) =>
    code === 'somePods'
      ? t('somePods', {
          ready: format.count(pods?.ready ?? 0),
          all: format.count(pods?.all ?? 0),
        })
      : t(code);

  return (
    from: ClusterFreshness,
    to: ClusterFreshness,
    pair: NetworkPair | undefined,
  ): MatrixCell => {
    const { state, word, details, stale } = judged(from, to, pair);
    return {
      content: (
        <>
          <StateBadge state={state} word={word} />
          {details.map(detail => (
            <Muted as="div" key={detail}>
              <Verbatim>{detail}</Verbatim>
            </Muted>
          ))}
        </>
      ),
      label: t('cell', {
        from: printable(from.name),
        to: printable(to.name),
        state: [word, ...details].join(', '),
      }),
      stale,
    };
  };
}
