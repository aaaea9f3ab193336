import { byAge, compareText, Labels } from '../model/record';
import {
  AuthorizationAction,
  AuthorizationPolicyRecord,
} from '../model/records/authorizationPolicy';
import { PeerAuthenticationRecord } from '../model/records/peerAuthentication';
import { PodRecord } from '../model/records/pod';
import { Mesh } from '../model/mesh';
import { sameData } from '../model/sameData';
import { ClusterName, ObjectRef, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { authorizationPolicies } from './authorizationPolicies';
import { ControlPlaneKey, ControlPlaneView } from './controlPlaneView';
import { NotRead, notRead } from './notRead';
import { mtlsOfWorkload } from './peerAuthentications';
import { GuardCode, podGuard } from './podGuard';
import { proxyOf } from './proxyOf';
import { waypointOfService } from './waypoints';
import { workloads } from './workloads';

/** Why a policy does not count for pods. @public */
export type PolicyNotInForce =
  | NotRead
  /** It selects workloads, and these are none of them. */
  | 'other-workloads'
  /** It is attached to a Service or a gateway, and so does not speak to these pods. */
  | 'attached'
  /** A PeerAuthentication of the root namespace counts only without selector. */
  | 'selector-in-root'
  /** Another one of the same level is older. */
  | 'lost-to-older'
  /** One that is closer to the workload says otherwise. */
  | 'overridden'
  /** It leaves the mode open. */
  | 'says-nothing'
  /** It is only logged. */
  | 'not-enforced'
  /** It has no rule, and denies nothing. */
  | 'matches-nothing';

/** A policy that does not count, and why. @public */
export interface LosingPolicy {
  readonly object: ObjectRef;
  readonly reason: PolicyNotInForce;
}

/** Policies that speak to pods of a service, and those of the same namespaces that do not. @public */
export interface PoliciesInForce {
  readonly pods: readonly string[];
  /** Who enforces them. */
  readonly guard: GuardCode;
  /** `undefined` where nobody guards the pods, or nobody knows who does. */
  readonly controlPlane: ControlPlaneKey | undefined;
  readonly configCluster: ClusterName | undefined;
  readonly peerAuthentications: {
    /** The deciding one first. */
    readonly objects: readonly ObjectRef[];
    readonly others: readonly LosingPolicy[];
  };
  readonly authorizationPolicies: {
    /** In the order of evaluation: `CUSTOM`, `DENY`, `ALLOW`. */
    readonly objects: readonly {
      readonly object: ObjectRef;
      readonly action: AuthorizationAction;
    }[];
    readonly others: readonly LosingPolicy[];
  };
  /** Waypoint that takes the requests to the service before they come to captured pods. Limited: ambient is alpha across clusters. */
  readonly waypoint: string | undefined;
}

const NOTHING = { objects: [], others: [] };

const ORDER: readonly AuthorizationAction[] = ['CUSTOM', 'DENY', 'ALLOW'];

/** Which PeerAuthentications and AuthorizationPolicies decide at the pods of a service in a cluster, and why others do not. Reference 7.6, 7.7. @public */
export const policiesInForce: Rule<
  { readonly cluster: ClusterName; readonly service: ServiceRef },
  readonly PoliciesInForce[]
> = {
  source: '7.7',
  nameOf: ({ cluster, service }) => `${cluster} ${serviceKey(service)}`,
  ask(mesh, { cluster, service }) {
    const groups: PoliciesInForce[] = [];
    for (const { pods } of mesh.ask(workloads, { cluster, service }))
      for (const pod of pods) {
        const found = policiesOf(mesh, cluster, service, pod);
        const at = groups.findIndex(group =>
          sameData({ ...group, pods: [] }, { ...found, pods: [] }),
        );
        if (at < 0) groups.push(found);
        else
          groups[at] = {
            ...found,
            pods: [...groups[at].pods, pod.name].sort(compareText),
          };
      }
    return groups;
  },
};

function policiesOf(
  mesh: Mesh,
  cluster: ClusterName,
  service: ServiceRef,
  pod: PodRecord,
): PoliciesInForce {
  const guard = podGuard(mesh, cluster, pod);
  const pods = [pod.name];
  if (guard.code === 'none' || guard.code === 'unknown')
    return {
      pods,
      guard: guard.code,
      controlPlane: undefined,
      configCluster: undefined,
      peerAuthentications: NOTHING,
      authorizationPolicies: NOTHING,
      waypoint: undefined,
    };
  const { code, view } = guard;
  const { namespace, name } = pod;
  const proxy = mesh.ask(proxyOf, { cluster, namespace, pod: name });
  const definition = mesh.get(cluster, 'Service', service);
  return {
    pods,
    guard: code,
    controlPlane: view.key,
    configCluster: view.configCluster,
    peerAuthentications: peerAuthentications(mesh, view, {
      namespace,
      labels: proxy?.labels ?? pod.labels,
    }),
    authorizationPolicies: authorizations(mesh, view, pod),
    waypoint:
      code === 'ztunnel' && definition
        ? waypointOfService(mesh, view, { cluster, service: definition })
        : undefined,
  };
}

interface Workload {
  readonly namespace: string;
  readonly labels: Labels;
}

function peerAuthentications(
  mesh: Mesh,
  view: ControlPlaneView,
  workload: Workload,
): PoliciesInForce['peerAuthentications'] {
  const mtls = mtlsOfWorkload(mesh, view, workload);
  const closestFirst = [...mtls.from].reverse();
  const decider = closestFirst.find(({ mode }) => mode !== 'UNSET');
  const decides = (policy: PeerAuthenticationRecord) =>
    policy === decider || (policy.ports.size > 0 && isOfWorkload(view, policy));
  const refOf = refIn('PeerAuthentication');
  const inForce = closestFirst.filter(decides);
  inForce.forEach(policy =>
    mesh.because(refOf(view.configCluster, policy), 'spec.mtls', mtls.mode),
  );
  const others = candidates(mesh, view, 'PeerAuthentication', workload)
    .filter(({ policy }) => !inForce.includes(policy))
    .map(({ cluster, policy }): LosingPolicy => {
      const reason =
        notRead(mesh, view, cluster, policy) ??
        (mtls.from.includes(policy)
          ? openReason(policy)
          : lostReason(view, policy, workload));
      return { object: refOf(cluster, policy), reason };
    });
  return {
    objects: inForce.map(policy => refOf(view.configCluster, policy)),
    others,
  };
}

function openReason({ mode }: PeerAuthenticationRecord): PolicyNotInForce {
  return mode === 'UNSET' ? 'says-nothing' : 'overridden';
}

function lostReason(
  view: ControlPlaneView,
  policy: PeerAuthenticationRecord,
  { labels }: Workload,
): PolicyNotInForce {
  if (!hasSelector(policy)) return 'lost-to-older';
  if (policy.namespace === view.rootNamespace) return 'selector-in-root';
  return containsLabels(labels, policy.selector ?? new Map())
    ? 'lost-to-older'
    : 'other-workloads';
}

/** Only the policy of a workload makes exceptions for ports. */
function isOfWorkload(
  view: ControlPlaneView,
  policy: PeerAuthenticationRecord,
): boolean {
  return hasSelector(policy) && policy.namespace !== view.rootNamespace;
}

function hasSelector({ selector }: PeerAuthenticationRecord): boolean {
  return selector !== undefined && selector.size > 0;
}

function authorizations(
  mesh: Mesh,
  view: ControlPlaneView,
  pod: PodRecord,
): PoliciesInForce['authorizationPolicies'] {
  const speaking = authorizationPolicies(mesh, view, pod);
  const inForce = speaking
    .filter(policy => idleReason(policy) === undefined)
    .sort(
      (a, b) =>
        ORDER.indexOf(a.action) - ORDER.indexOf(b.action) || byAge(a, b),
    );
  const refOf = refIn('AuthorizationPolicy');
  inForce.forEach(policy =>
    mesh.because(
      refOf(view.configCluster, policy),
      'spec.action',
      policy.action,
    ),
  );
  const others = candidates(mesh, view, 'AuthorizationPolicy', pod)
    .filter(({ policy }) => !inForce.includes(policy))
    .map(({ cluster, policy }): LosingPolicy => {
      const reason =
        notRead(mesh, view, cluster, policy) ??
        (speaking.includes(policy) ? idleReason(policy) : undefined) ??
        (policy.targets.length > 0 ? 'attached' : 'other-workloads');
      return { object: refOf(cluster, policy), reason };
    });
  return {
    objects: inForce.map(policy => ({
      object: refOf(view.configCluster, policy),
      action: policy.action,
    })),
    others,
  };
}

/** Why a policy decides nothing although it speaks to the workload. An `ALLOW` without rules is not idle: it denies everything. */
function idleReason({
  action,
  dryRun,
  rules,
}: AuthorizationPolicyRecord): PolicyNotInForce | undefined {
  if (action === 'AUDIT' || dryRun) return 'not-enforced';
  return action !== 'ALLOW' && rules.length === 0
    ? 'matches-nothing'
    : undefined;
}

/** Policies of the root namespace and of the workload's, in every cluster that the control plane knows. */
function candidates<K extends 'PeerAuthentication' | 'AuthorizationPolicy'>(
  mesh: Mesh,
  view: ControlPlaneView,
  kind: K,
  { namespace }: { readonly namespace: string },
) {
  const homes = [...new Set([view.rootNamespace, namespace])];
  return view.registries.flatMap(({ cluster }) =>
    homes.flatMap(home =>
      mesh.list(cluster, kind, home).map(policy => ({ cluster, policy })),
    ),
  );
}

function refIn(kind: 'PeerAuthentication' | 'AuthorizationPolicy') {
  return (
    cluster: ClusterName,
    { namespace, name }: { readonly namespace: string; readonly name: string },
  ): ObjectRef => ({ cluster, kind, namespace, name });
}
