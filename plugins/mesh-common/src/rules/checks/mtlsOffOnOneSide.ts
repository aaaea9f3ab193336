import { Mesh } from '../../model/mesh';
import { RecordKey, recordKey } from '../../model/record';
import { PeerAuthenticationRecord } from '../../model/records/peerAuthentication';
import { PodRecord } from '../../model/records/pod';
import { ClusterName } from '../../model/refs';
import { containsLabels } from '../../model/selector';
import { allViews } from '../allViews';
import { defineCheck } from '../check';
import { configKeys, configObjects } from '../configObjects';
import { ControlPlaneView } from '../controlPlaneView';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { isSeen } from '../isSeen';
import { meshIdOf } from '../meshIdOf';
import { mtlsOfWorkload } from '../peerAuthentications';
import { ServerMtls } from '../serverMtls';
import { servingViews } from '../servingViews';

/** PeerAuthentications that turn mutual TLS off for one primary of a mesh only: clients decide by their own copy, servers by theirs. Reference 6.5, 7.6. */
export const mtlsOffOnOneSide = defineCheck<RecordKey>({
  code: 'mtls-off-on-one-side',
  source: '7.6',
  subjects: mesh => configKeys(mesh, 'PeerAuthentication'),
  nameOf: recordKey,
  find: (mesh, key) =>
    configObjects(mesh, 'PeerAuthentication', key).flatMap(
      ({ cluster, record, views }): readonly FindingDraft[] => {
        if (!turnsOff(record)) return [];
        const sides = views.flatMap(view => sidesOf(mesh, view, record));
        if (sides.length === 0) return [];
        mesh.because(
          { cluster, kind: 'PeerAuthentication', ...key },
          'spec.mtls.mode',
          'DISABLE',
        );
        const others = sides.map(({ other }) => other);
        const asClient = placesOf(sides, 'client');
        const asServer = placesOf(sides, 'server');
        const effects = [
          ...(asClient.length > 0
            ? [
                `clients served by ${cluster} call pods in ${listText(
                  asClient,
                )} in plain text, and leave out those behind a gateway, although these take mutual TLS`,
              ]
            : []),
          ...(asServer.length > 0
            ? [
                `clients served by ${listText(
                  others,
                )} send mutual TLS to pods in ${listText(
                  asServer,
                )}, which no longer take it`,
              ]
            : []),
        ];
        return [
          {
            severity: 'error',
            subject: findingSubject('PeerAuthentication', key, [
              cluster,
              ...others,
            ]),
            message: `PeerAuthentication ${recordKey(
              key,
            )} turns mutual TLS off in ${cluster} and not in ${listText(
              others,
            )}: ${effects.join('; ')}.`,
            fix: 'Apply the same PeerAuthentication in all primaries of the mesh, or remove it.',
          },
        ];
      },
    ),
});

interface Side {
  /** Part of the primary that has the policy: its clients are wrong about servers, or its servers about clients. */
  readonly as: 'client' | 'server';
  /** Config cluster of the primary that thinks otherwise. */
  readonly other: ClusterName;
  /** Where the servers are. */
  readonly place: ClusterName;
}

function placesOf(
  sides: readonly Side[],
  wanted: Side['as'],
): readonly ClusterName[] {
  return sides.flatMap(({ as, place }) => (as === wanted ? [place] : []));
}

/** Places where another control plane of the mesh thinks otherwise about pods that the policy is for. */
function sidesOf(
  mesh: Mesh,
  view: ControlPlaneView,
  policy: PeerAuthenticationRecord,
): readonly Side[] {
  const others = mesh
    .ask(allViews, undefined)
    .filter(
      other =>
        other.configCluster !== view.configCluster &&
        meshIdOf(other) === meshIdOf(view) &&
        isSeen(mesh, [other.configCluster], ['PeerAuthentication']),
    );
  return view.registries.flatMap(({ cluster: place }) => {
    const servers = mesh.ask(servingViews, place).map(({ key }) => key);
    const serves = (candidate: ControlPlaneView) =>
      servers.includes(candidate.key);
    const pods = podsOf(mesh, place, view, policy);
    return others.flatMap((other): Side[] => {
      const watched = other.registries.some(({ cluster }) => cluster === place);
      if (!watched || serves(view) === serves(other)) return [];
      const differs = pods.some(pod => {
        const here = mtlsOfWorkload(mesh, view, pod);
        const there = mtlsOfWorkload(mesh, other, pod);
        return here.from.includes(policy) && isOffInOne(here, there);
      });
      const as = serves(other) ? 'client' : 'server';
      return differs ? [{ as, other: other.configCluster, place }] : [];
    });
  });
}

function turnsOff({ mode, ports }: PeerAuthenticationRecord): boolean {
  return mode === 'DISABLE' || [...ports.values()].includes('DISABLE');
}

/** Whether a port, or all others, are off here and not there. */
function isOffInOne(here: ServerMtls, there: ServerMtls): boolean {
  const ports = new Set([...here.ports.keys(), ...there.ports.keys()]);
  const off = (mtls: ServerMtls, port: number) =>
    (mtls.ports.get(port) ?? mtls.mode) === 'DISABLE';
  return (
    (here.mode === 'DISABLE' && there.mode !== 'DISABLE') ||
    [...ports].some(port => off(here, port) && !off(there, port))
  );
}

/** Pods with a sidecar that a policy is for. */
function podsOf(
  mesh: Mesh,
  cluster: ClusterName,
  { rootNamespace }: ControlPlaneView,
  { namespace, selector }: PeerAuthenticationRecord,
): readonly PodRecord[] {
  const everywhere = namespace === rootNamespace;
  return mesh
    .list(cluster, 'Pod', everywhere ? undefined : namespace)
    .filter(
      pod =>
        pod.proxy !== undefined &&
        (everywhere || !selector || containsLabels(pod.labels, selector)),
    );
}
