import { ClusterName } from '../model/refs';
import { Kind } from '../model/kinds';
import { Mesh } from '../model/mesh';
import { RecordIndex } from '../model/recordIndex';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { addressOwner } from './addressOwner';
import { announcedControlPlanes } from './announcedControlPlanes';
import { clusterIdOf, clusterWithId } from './clusterId';
import { ClusterRole } from './deploymentModel';
import { ISTIOD_SERVICES, YES } from './indexes';
import { istiodAddress, IstiodAddress, istiodUrl } from './istiodAddress';
import { Istiod, istiods } from './istiods';
import { worksForOther } from './worksForOther';

export const INJECTED_PODS = new RecordIndex<PodRecord>(pod =>
  pod.annotations.has('sidecar.istio.io/status') ? [YES] : [],
);

/** Kinds without which nothing can be said of a cluster's part in the mesh. */
const NEEDED: readonly Kind[] = [
  'Deployment',
  'Service',
  'MutatingWebhookConfiguration',
];

/** What a cluster is in the mesh. It may be several things; never nothing. Reference 1.5. */
export const clusterRoles: Rule<ClusterName, readonly ClusterRole[]> = {
  source: '1.5',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const own = mesh
      .ask(istiods, cluster)
      .map(istiod => roleOfIstiod(mesh, istiod));
    const remote = own.some(role => role.code === 'primary')
      ? undefined
      : remoteRole(mesh, cluster);
    const roles = distinct(remote ? [...own, remote] : own);
    if (roles.length > 0) return roles;
    const unseen = NEEDED.filter(kind => mesh.sight(cluster, kind) === 'none');
    if (unseen.length > 0)
      return [
        { code: 'unknown', reason: `${unseen.join(', ')} cannot be read` },
      ];
    const injected = mesh.find(cluster, 'Pod', {
      index: INJECTED_PODS,
      key: YES,
    });
    return [{ code: injected.length > 0 ? 'remnants' : 'no-mesh' }];
  },
};

function roleOfIstiod(mesh: Mesh, istiod: Istiod): ClusterRole {
  const { cluster, namespace, deployment } = istiod;
  const ref = { cluster, kind: 'Deployment', namespace, name: deployment };
  mesh.because(
    ref,
    'spec.template.spec.containers["discovery"].env["CLUSTER_ID"]',
    istiod.clusterId,
  );
  if (mesh.ask(worksForOther, istiod)) {
    return {
      code: 'external-host',
      of: mesh.ask(clusterWithId, istiod.clusterId),
      servesAs: istiod.clusterId,
    };
  }
  const serves = istiod.env.get('EXTERNAL_ISTIOD') === 'true';
  if (serves)
    mesh.because(
      ref,
      'spec.template.spec.containers["discovery"].env["EXTERNAL_ISTIOD"]',
      'true',
    );
  return { code: 'primary', servesRemotes: serves };
}

function remoteRole(mesh: Mesh, cluster: ClusterName): ClusterRole | undefined {
  const address = remoteAddress(mesh, cluster);
  const announced = mesh.ask(announcedControlPlanes, cluster);
  if (!address && announced.length === 0) return undefined;
  const [id] = announced;
  const named =
    id === undefined || id === '*' ? undefined : mesh.ask(clusterWithId, id);
  const of = (address && address.cluster) ?? named;
  const external = of !== undefined && servesFromOutside(mesh, of, cluster);
  return {
    code: external ? 'remote-of-external' : 'remote',
    of,
    address: address?.address,
  };
}

/** Where the proxies of a cluster find their istiod, if it is not in the cluster. */
function remoteAddress(
  mesh: Mesh,
  cluster: ClusterName,
): (IstiodAddress & { readonly code: 'elsewhere' }) | undefined {
  const services = mesh.find(cluster, 'Service', {
    index: ISTIOD_SERVICES,
    key: YES,
  });
  const behind = services.map(({ namespace, name }) =>
    mesh.ask(istiodAddress, { cluster, service: { namespace, name } }),
  );
  const urls = mesh
    .list(cluster, 'MutatingWebhookConfiguration')
    .filter(({ labels }) => labels.get('app') === 'sidecar-injector')
    .flatMap(({ webhooks }) =>
      webhooks.flatMap(({ target }) =>
        target.kind === 'url' ? [mesh.ask(istiodUrl, target.url)] : [],
      ),
    );
  for (const address of [...behind, ...urls])
    if (address.code === 'elsewhere') return address;
  const pilot = mesh
    .list(cluster, 'Istio')
    .find(
      istio => istio.profile === 'remote' && istio.remotePilotAddress,
    )?.remotePilotAddress;
  return pilot
    ? {
        code: 'elsewhere',
        address: pilot,
        cluster: mesh.ask(addressOwner, pilot),
      }
    : undefined;
}

function servesFromOutside(
  mesh: Mesh,
  host: ClusterName,
  cluster: ClusterName,
): boolean {
  const { id } = mesh.ask(clusterIdOf, cluster);
  return mesh
    .ask(istiods, host)
    .some(istiod => istiod.clusterId === id && mesh.ask(worksForOther, istiod));
}

function distinct(roles: readonly ClusterRole[]): readonly ClusterRole[] {
  const byText = new Map<string, ClusterRole>();
  for (const role of roles) {
    const key =
      role.code === 'external-host'
        ? `${role.code} ${role.servesAs}`
        : role.code;
    const known = byText.get(key);
    if (
      role.code === 'primary' &&
      known?.code === 'primary' &&
      known.servesRemotes
    )
      continue;
    byText.set(key, role);
  }
  return [...byText.values()];
}
