import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterFreshness,
  ControlPlaneLinks,
  Link,
  Links,
} from '@meshwise/backstage-plugin-mesh-common';
import { Matrix, MatrixCell } from '../../components/Matrix';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { State } from '../../state/State';
import { controlPlanesTranslationRef } from './translation';

/** Which control plane discovers services in which cluster, who says so, and where both sides disagree on an identity. */
export function LinksMatrix({
  links,
  clusters,
}: {
  readonly links: Links;
  readonly clusters: readonly ClusterFreshness[];
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const cellOf = useLinkCell();
  if (links.controlPlanes.length === 0) return <p>{t('links.none')}</p>;
  return (
    <>
      {links.oneWay.length > 0 && (
        <section aria-label={t('links.oneWay')}>
          {links.oneWay.map(({ from, to }) => (
            <div key={`${from} ${to}`}>
              <StateBadge
                state="degraded"
                word={
                  <Verbatim>
                    {t('links.oneWayItem', {
                      from: printable(from),
                      to: printable(to),
                    })}
                  </Verbatim>
                }
              />
            </div>
          ))}
        </section>
      )}
      <Matrix
        label={t('links.title')}
        corner={t('links.corner')}
        columns={clusters.map(({ name }) => ({
          key: name,
          head: <Verbatim>{name}</Verbatim>,
        }))}
        rows={links.controlPlanes.map(item => ({
          key: nameOf(item),
          head: <LinksHead item={item} />,
          cells: clusters.map(cluster => cellOf(item, cluster)),
        }))}
      />
    </>
  );
}

function nameOf({ cluster, namespace, deployment }: ControlPlaneLinks): string {
  return `${cluster}/${namespace}/${deployment}`;
}

function LinksHead({ item }: { readonly item: ControlPlaneLinks }) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const { known, toldBy, strangers } = item;
  return (
    <>
      <Verbatim>{nameOf(item)}</Verbatim>
      <Muted as="div">
        <Verbatim>
          {t(`links.told.${known}`, {
            kind: toldBy.kind,
            object: `${toldBy.namespace}/${toldBy.name}`,
          })}
        </Verbatim>
      </Muted>
      {strangers.length > 0 && (
        <StateBadge
          state="unknown"
          word={
            <Verbatim>
              {t('links.strangers', {
                ids: strangers.map(printable).join(', '),
              })}
            </Verbatim>
          }
        />
      )}
    </>
  );
}

function useLinkCell(): (
  item: ControlPlaneLinks,
  cluster: ClusterFreshness,
) => MatrixCell {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const disagreements = (link: Link): readonly string[] => {
    const { clusterId, ownId, network, claimedNetworks } = link;
    const networkName = (name: string) =>
      name === '' ? t('links.noNetwork') : printable(name);
    const others = claimedNetworks.filter(name => name !== network);
    return [
      ownId !== undefined && ownId !== clusterId
        ? t('links.otherId', {
            id: printable(clusterId),
            own: printable(ownId),
          })
        : '',
      others.length > 0
        ? t('links.otherNetwork', {
            network: networkName(network),
            claimed: others.map(networkName).join(', '),
          })
        : '',
    ].filter(text => text !== '');
  };
  return (item, cluster) => {
    const link = item.links.find(({ cluster: name }) => name === cluster.name);
    const wrong = link ? disagreements(link) : [];
    const [state, word] = link
      ? linkState(item, link, wrong.length > 0)
      : noLinkState(item, cluster);
    const text = t(`links.${word}`);
    const details =
      wrong.length > 0 || !link
        ? wrong
        : [t('links.id', { id: printable(link.clusterId) })];
    return {
      content: (
        <>
          <StateBadge state={state} word={text} />
          {details.map(detail => (
            <Muted as="div" key={detail}>
              <Verbatim>{detail}</Verbatim>
            </Muted>
          ))}
        </>
      ),
      label: t('links.cell', {
        from: printable(nameOf(item)),
        to: printable(cluster.name),
        state: [text, ...details].join(', '),
      }),
    };
  };
}

/** A cluster that nobody could read may be one of those that are assumed, or one of the strangers. */
function noLinkState(
  { known, strangers }: ControlPlaneLinks,
  { state, lastSeen }: ClusterFreshness,
): LinkState {
  const unread = state === 'sign-in' || lastSeen === undefined;
  return unread && (known === 'assumed' || strangers.length > 0)
    ? ['unknown', 'unknown']
    : ['not-applicable', 'no'];
}

type LinkState = readonly [State, 'own' | 'yes' | 'assumed' | 'no' | 'unknown'];

function linkState(
  { known, links }: ControlPlaneLinks,
  link: Link,
  disagree: boolean,
): LinkState {
  const isOwn = link === links[0];
  const assumed = known === 'assumed' && !isOwn;
  if (disagree) return ['degraded', assumed ? 'assumed' : 'yes'];
  if (isOwn) return ['healthy', 'own'];
  return assumed ? ['unknown', 'assumed'] : ['healthy', 'yes'];
}
