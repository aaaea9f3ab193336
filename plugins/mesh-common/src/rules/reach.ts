import { Mesh } from '../model/mesh';
import { serviceKey } from '../model/refs';
import { Rule } from '../model/rule';
import * as ambient from './reach/ambientChecks';
import { isAmbientClient, withAmbientPaths } from './reach/ambientContext';
import * as client from './reach/clientChecks';
import * as discovery from './reach/discoveryChecks';
import * as network from './reach/networkChecks';
import * as policy from './reach/policyChecks';
import {
  ReachCheck,
  ReachCheckNumber,
  ReachFinding,
  unknown,
} from './reach/reachCheck';
import {
  reachClient,
  ReachQuestion,
  reachScope,
  ReachScope,
} from './reach/reachContext';
import * as routing from './reach/routingChecks';
import * as server from './reach/serverChecks';
import * as service from './reach/serviceChecks';
import * as trust from './reach/trustChecks';

/** Whether a client is served by the part of a service in a cluster. @public */
export interface Reach {
  /** `standby`: only once others are not available. */
  readonly verdict: 'yes' | 'no' | 'standby' | 'unknown';
  /** `local-only`: nothing of the target cluster is given to the client. */
  readonly path: 'direct' | 'gateway' | 'local-only';
  readonly firstFailure: ReachCheck | undefined;
  /** All checks, in their order. */
  readonly checks: readonly ReachCheck[];
  /** Largest share of a route that goes there now, 0 to 1; `undefined`: not known. */
  readonly share: number | undefined;
  /** The client is ambient, which is alpha across networks in Istio itself: what a waypoint or the receiving gateway does is not traced. */
  readonly limited: boolean;
}

type Judge = (mesh: Mesh, scope: ReachScope) => ReachFinding;

/** Checks that need a client whose control plane is known; the last judges for clients without a sidecar of their own, where a ztunnel differs. */
const CHECKS: readonly (readonly [ReachCheckNumber, string, Judge, Judge?])[] =
  [
    [
      '5',
      'istiod watches the cluster',
      discovery.watched,
      ambient.ambientWatched,
    ],
    ['6', 'cluster IDs agree', discovery.clusterIdsAgree],
    ['7', 'namespace is read', discovery.namespaceSelected],
    ['8', 'service exists', discovery.serviceExists],
    ['9', 'name resolves', discovery.nameResolves, ambient.ambientName],
    ['10', 'port agrees', service.portsAgree, ambient.ambientPort],
    ['11', 'exported to the client', service.exported, ambient.ambientExport],
    ['12', 'imported by Sidecar', service.imported, ambient.ambientImport],
    ['13', 'crosses clusters', service.crossesClusters, ambient.ambientScope],
    ['14', 'type of service', service.typeFits, ambient.ambientType],
    ['15', 'ready endpoints', service.endpointsReady],
    [
      '16',
      'subset selects endpoints',
      routing.subsetsSelect,
      ambient.ambientSubsets,
    ],
    ['17', 'routes lead there', routing.routed, ambient.ambientRoutes],
    ['18', 'share of load', routing.hasShare, ambient.ambientShare],
    ['19', 'networks known', network.networksKnown],
    ['20a', 'addresses routable', network.routable],
    ['20b', 'gateway known', network.gatewayKnown, ambient.ambientGatewayKnown],
    ['21', 'gateway address usable', network.gatewayAddress],
    ['22', 'gateway ready', network.gatewayReady],
    [
      '23',
      'gateway forwards the host',
      network.gatewayForwards,
      ambient.ambientGateway,
    ],
    [
      '24',
      'gateway knows the service',
      network.gatewayKnowsService,
      ambient.ambientGateway,
    ],
    [
      '25',
      'endpoints do mutual TLS',
      trust.endpointsDoMtls,
      ambient.ambientMtls,
    ],
    [
      '26',
      'gateway gets mutual TLS',
      trust.gatewayGetsTls,
      ambient.ambientTransport,
    ],
    ['27', 'roots trusted', trust.rootsTrusted],
    ['28', 'names trusted', trust.namesTrusted],
    ['29', 'roots valid', trust.rootsValid],
    ['30', 'server takes it', server.serverTakesIt, ambient.ambientServer],
    ['31', 'policies allow it', policy.allowed],
    ['32', 'NetworkPolicies', policy.networkPolicies],
    ['33', 'way back', discovery.wayBack],
  ];

/** Whether and how a client is served by the part of a service in a cluster; if not, why. Reference 8. @public */
export const reach: Rule<ReachQuestion, Reach> = {
  source: '8',
  nameOf: ({
    client: { cluster, namespace, pod },
    service: called,
    port,
    to,
  }) => JSON.stringify([cluster, namespace, pod, serviceKey(called), port, to]),
  ask(mesh, question) {
    const asking = reachClient(mesh, question);
    const seen = client.seen(mesh, question, asking);
    const known = asking && reachScope(mesh, question, asking);
    const limited = asking !== undefined && isAmbientClient(asking.pod);
    const scope = known && limited ? withAmbientPaths(mesh, known) : known;
    const first: readonly ReachCheck[] = [
      { check: '1', name: 'everything is seen', ...seen },
      { check: '2', name: 'client is in a mesh', ...client.inMesh(asking) },
      {
        check: '3',
        name: 'control plane known',
        ...client.controlPlaneKnown(asking),
      },
      {
        check: '4',
        name: 'client is connected',
        ...(asking ? client.connected(mesh, asking) : NO_CLIENT),
      },
    ];
    const rest = CHECKS.map(
      ([check, name, judge, ambientJudge = judge]): ReachCheck => ({
        check,
        name,
        ...(scope ? (limited ? ambientJudge : judge)(mesh, scope) : NO_CLIENT),
      }),
    );
    const checks = [...first, ...rest].map(check =>
      seen.status === 'pass' ? check : uncertain(check),
    );
    for (const { status, at } of checks)
      if (at && status === 'fail') mesh.because(at.object, at.field);
    return {
      verdict: verdictOf(checks),
      path: pathOf(scope),
      firstFailure: checks.find(({ status }) => status === 'fail'),
      checks,
      share:
        seen.status === 'pass' && scope && scope.share.code === 'shares'
          ? routing.shareOf(scope)
          : undefined,
      limited,
    };
  },
};

const NO_CLIENT = unknown('The control plane of the client is not known.');

/** What rests on data that is not all there is no verdict. */
function uncertain(check: ReachCheck): ReachCheck {
  return check.status === 'warn' ? check : { ...check, status: 'unknown' };
}

/** That one network routes its pods can never be proven, and is assumed. */
const ASSUMED: readonly ReachCheckNumber[] = ['20a'];

function verdictOf(checks: readonly ReachCheck[]): Reach['verdict'] {
  const has = (status: ReachFinding['status']) =>
    checks.some(
      check => check.status === status && !ASSUMED.includes(check.check),
    );
  if (checks.some(({ status }) => status === 'fail')) return 'no';
  if (has('unknown')) return 'unknown';
  const share = checks.find(({ check }) => check === '18');
  return share?.status === 'warn' ? 'standby' : 'yes';
}

function pathOf(scope: ReachScope | undefined): Reach['path'] {
  const codes = (scope?.paths ?? []).map(({ path }) => path.code);
  if (codes.includes('through')) return 'gateway';
  return codes.some(code => code !== 'dropped') ? 'direct' : 'local-only';
}
