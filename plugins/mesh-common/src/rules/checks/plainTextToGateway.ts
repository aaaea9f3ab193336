import { NO_LABELS } from '../../model/record';
import { Mesh } from '../../model/mesh';
import { allViews } from '../allViews';
import { defineCheck } from '../check';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from '../controlPlaneView';
import { destinationRules } from '../destinationRules';
import { effectivePolicy } from '../effectivePolicy';
import { endpoints } from '../endpoints';
import { findingSubject, listText } from '../findingSubject';
import { GATEWAY_KINDS, isSeen, watchedBy } from '../isSeen';
import { networksOf } from '../knownNetworks';
import { MeshService, meshServices } from '../meshServices';
import { networkGateways } from '../networkGateways';
import { servingViews } from '../servingViews';

/** A namespace without rules of its own: what callers there use, most callers use. */
const ANY_CALLER = { namespace: '', labels: NO_LABELS };

/** Control planes without auto mTLS whose clients enter other networks: calls arrive in plain text at a gateway that takes mutual TLS only. Reference 4.3. */
export const plainTextToGateway = defineCheck<ControlPlaneKey>({
  code: 'plain-text-to-gateway',
  source: '4.3',
  subjects: mesh =>
    mesh
      .ask(allViews, undefined)
      .filter(({ settings }) => !settings.enableAutoMtls)
      .map(({ key }) => key),
  nameOf: controlPlaneName,
  find(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    const { namespace, revision, configCluster } = view;
    const isKnown =
      isSeen(mesh, watchedBy(view), GATEWAY_KINDS) &&
      isSeen(mesh, [configCluster], ['DestinationRule']);
    if (!isKnown) return [];
    const entered = enteredNetworks(mesh, view);
    if (entered.size === 0) return [];
    const plain = mesh
      .ask(meshServices, key)
      .services.filter(
        service =>
          isBehind(mesh, service, entered) && isWithoutTls(mesh, view, service),
      )
      .map(service => `${service.namespace}/${service.name}`);
    if (plain.length === 0) return [];
    const name = revision === 'default' ? 'istio' : `istio-${revision}`;
    mesh.because(
      { cluster: key.cluster, kind: 'ConfigMap', namespace, name },
      'data.mesh enableAutoMtls',
      'false',
    );
    return [
      {
        severity: 'error',
        subject: findingSubject(
          'ControlPlane',
          { namespace, name: key.deployment },
          [key.cluster],
        ),
        message: `The mesh config of ${namespace}/${key.deployment} in ${
          key.cluster
        } switches auto mTLS off, so its clients call gateways of other networks in plain text, which those refuse: ${listText(
          plain,
        )}.`,
        fix: 'Set enableAutoMtls: true in mesh config, or tls mode ISTIO_MUTUAL in a DestinationRule of each of these services.',
      },
    ];
  },
});

/** Clusters that some client of a control plane reaches through a gateway only. */
function enteredNetworks(
  mesh: Mesh,
  view: ControlPlaneView,
): ReadonlySet<string> {
  const known = networksOf(mesh, view);
  const gateways = new Set(
    mesh
      .ask(networkGateways, view.key)
      .filter(({ port }) => port !== 0)
      .map(({ network }) => network),
  );
  const served = known.filter(({ cluster }) =>
    mesh
      .ask(servingViews, cluster)
      .some(({ key }) => controlPlaneName(key) === controlPlaneName(view.key)),
  );
  return new Set(
    known
      .filter(
        ({ network }) =>
          gateways.has(network) &&
          served.some(client => client.network !== network),
      )
      .map(({ cluster }) => cluster),
  );
}

function isBehind(
  mesh: Mesh,
  { namespace, name, registry, external, resolution, copies }: MeshService,
  entered: ReadonlySet<string>,
): boolean {
  if (registry !== 'kubernetes' || external || resolution !== 'EDS')
    return false;
  if (!copies.some(({ cluster }) => entered.has(cluster))) return false;
  return mesh
    .ask(endpoints, { service: { namespace, name } })
    .clusters.some(
      ({ cluster, endpoints: list }) =>
        entered.has(cluster) && list.some(({ mtls }) => mtls),
    );
}

function isWithoutTls(
  mesh: Mesh,
  { key }: ControlPlaneView,
  service: MeshService,
): boolean {
  const rule = mesh.ask(destinationRules, key).ruleFor(ANY_CALLER, service);
  return service.ports.some(
    ({ number, protocol }) =>
      protocol !== 'udp' &&
      effectivePolicy({
        rule: rule?.trafficPolicy,
        subset: undefined,
        port: number,
      }).tls === undefined,
  );
}
