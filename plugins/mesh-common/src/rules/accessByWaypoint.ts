import { compareText, RecordKey } from '../model/record';
import { Mesh } from '../model/mesh';
import { AuthorizationPolicyRecord } from '../model/records/authorizationPolicy';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { accessOfAll } from './accessOfAll';
import { accessToPod, AccessVerdict, unseenBy } from './accessToPod';
import { ControlPlaneView } from './controlPlaneView';
import { podGuard } from './podGuard';
import { portProtocol } from './portProtocol';
import { ClientIdentity } from './principalMatch';
import { protocolVerdict } from './protocolVerdict';
import { selectedPods } from './selectedPods';
import { policyHomes, waypointPolicies } from './waypointPolicies';
import { waypointNamed, waypointOfService, waypointPods } from './waypoints';

/** Calls to a service in a cluster that go through its waypoint. */
export interface WaypointCall {
  readonly cluster: ClusterName;
  readonly service: ServiceRef;
  /** Number of the service port. */
  readonly port: number;
  readonly client: ClientIdentity | 'plaintext';
}

/** What becomes of such calls. */
export interface WaypointAccess {
  /** `namespace/name` of the waypoint. */
  readonly waypoint: string;
  readonly verdict: AccessVerdict;
}

/**
 * What becomes of calls through the waypoint of a service: the waypoint judges the client by the policies that are attached to it or to the
 * service, and the pods' ztunnel judges the waypoint. `undefined` where no waypoint takes them. Reference 2.6, 7.7.
 */
export const accessByWaypoint: Rule<WaypointCall, WaypointAccess | undefined> =
  {
    source: '7.7',
    nameOf: ({ cluster, service, port, client }) =>
      JSON.stringify([
        cluster,
        serviceKey(service),
        port,
        client === 'plaintext'
          ? client
          : [client.trustDomain ?? '', client.namespace, client.serviceAccount],
      ]),
    ask(mesh, call) {
      const { cluster, service } = call;
      const definition = mesh.get(cluster, 'Service', service);
      if (!definition) return undefined;
      const captured = selectedPods(
        mesh,
        cluster,
        service.namespace,
        definition.selector,
      ).flatMap(pod => {
        const guard = podGuard(mesh, cluster, pod);
        return guard.code === 'ztunnel' ? [{ pod, view: guard.view }] : [];
      });
      const [first] = captured;
      const named =
        first &&
        waypointOfService(mesh, first.view, { cluster, service: definition });
      if (!first || named === undefined) return undefined;
      const waypoint = waypointNamed(named);
      const atWaypoint = verdictAtWaypoint(mesh, first.view, {
        call,
        definition,
        waypoint,
      });
      const atPods = accessOfAll(
        captured.map(({ pod }) =>
          verdictAtPod(mesh, { call, definition, waypoint, pod }),
        ),
        'pod',
      );
      return {
        waypoint: `${waypoint.namespace}/${waypoint.name}`,
        verdict: afterBoth(atWaypoint, atPods),
      };
    },
  };

function verdictAtWaypoint(
  mesh: Mesh,
  view: ControlPlaneView,
  at: {
    readonly call: WaypointCall;
    readonly definition: ServiceRecord;
    readonly waypoint: RecordKey;
  },
): AccessVerdict {
  const { call, definition, waypoint } = at;
  const { service, client, port } = call;
  const policies = waypointPolicies(mesh, view, { service, waypoint });
  const { trustDomain, trustDomainAliases } = view.settings;
  const defined = definition.ports.find(({ number }) => number === port);
  const verdict = protocolVerdict(
    policies,
    {
      client:
        client === 'plaintext'
          ? undefined
          : { ...client, trustDomain: client.trustDomain ?? trustDomain },
      port,
      ownTrustDomains: [trustDomain, ...trustDomainAliases],
    },
    defined ? portProtocol(defined) : 'detect',
  );
  const unseen = unseenBy(mesh, view, policyHomes(view, { service, waypoint }));
  if (
    unseen !== undefined &&
    !(verdict.code === 'deny' && verdict.because === 'denied')
  )
    return { code: 'unknown', reason: unseen };
  if (policies.some(limitsPorts))
    return {
      code: 'unknown',
      reason: `which port waypoint ${waypoint.namespace}/${waypoint.name} compares is not known`,
    };
  return {
    ...verdict,
    by: verdict.by.map(({ namespace, name }) => ({
      cluster: view.configCluster,
      kind: 'AuthorizationPolicy',
      namespace,
      name,
    })),
  };
}

function limitsPorts({ rules }: AuthorizationPolicyRecord): boolean {
  return rules.some(({ to }) =>
    to.some(
      ({ ports }) => ports.values.length > 0 || ports.notValues.length > 0,
    ),
  );
}

/** The pod sees the waypoint as its client. */
function verdictAtPod(
  mesh: Mesh,
  at: {
    readonly call: WaypointCall;
    readonly definition: ServiceRecord;
    readonly waypoint: RecordKey;
    readonly pod: PodRecord;
  },
): AccessVerdict {
  const { call, definition, waypoint, pod } = at;
  const { cluster, port } = call;
  const { namespace, name } = waypoint;
  const [proxy] = waypointPods(mesh, cluster, waypoint);
  const target = definition.ports.find(({ number }) => number === port);
  return mesh.ask(accessToPod, {
    server: { cluster, namespace: pod.namespace, pod: pod.name },
    client: {
      trustDomain: undefined,
      namespace,
      // As the controller that deploys waypoints names it.
      serviceAccount: proxy?.serviceAccount ?? name,
    },
    port:
      typeof target?.targetPort === 'number'
        ? target.targetPort
        : target?.number ?? port,
    protocol: 'tcp',
  });
}

/** A call passes only if both let it. */
function afterBoth(
  atWaypoint: AccessVerdict,
  atPods: AccessVerdict,
): AccessVerdict {
  for (const verdict of [atWaypoint, atPods])
    if (verdict.code === 'deny') return verdict;
  for (const verdict of [atWaypoint, atPods])
    if (verdict.code === 'unknown') return verdict;
  const both = [atWaypoint, atPods];
  const by = both.flatMap(verdict => ('by' in verdict ? verdict.by : []));
  const on = both.flatMap(verdict =>
    verdict.code === 'depends' ? verdict.on : [],
  );
  return on.length > 0
    ? { code: 'depends', on: [...new Set(on)].sort(compareText), by }
    : { code: 'allow', by };
}
