import { Answer } from '../model/answer';
import { Change } from '../model/change';
import { Gap } from '../model/coverage';
import { Memo } from '../model/memo';
import { PodRecord } from '../model/records/pod';
import { RecordIndex } from '../model/recordIndex';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { answeringControlPlane } from './answeringControlPlane';
import { callerGroupsInCluster } from './callerGroups';
import { ControlPlaneKey, controlPlaneName } from './controlPlaneView';
import { proxyConfig, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { serviceOfHost } from './serviceOfHost';
import { trafficShare, TrafficShare } from './trafficShare';
import {
  differencesOf,
  factsOf,
  ProxyDifference,
  ProxyFact,
} from './upgradeDiffOfProxy';
import { minorOf } from './version';
import { changesBetween, STUDIED_VERSIONS } from './versionProfile';
import { DocumentedChange } from './versions/documentedChange';

/** A control plane, and the version that it shall run. @public */
export interface UpgradeQuestion {
  readonly controlPlane: ControlPlaneKey;
  /** `major.minor` or `major.minor.patch`. */
  readonly version: string;
}

/** Proxies that are asked for together: pods of one workload, or a gateway. @public */
export interface UpgradeCallers {
  readonly cluster: ClusterName;
  readonly namespace: string;
  /** Workload, or the pod of a gateway or ztunnel. */
  readonly name: string;
  readonly pods: number;
  readonly client: ProxyRef;
}

/** What changes for callers of a host, and which documented change makes the difference. @public */
export interface UpgradeEffect extends ProxyDifference {
  readonly callers: UpgradeCallers;
  /** Each alone is needed for it; empty where several would do. */
  readonly causes: readonly DocumentedChange[];
}

/** What another version of a control plane does to its clients. @public */
export interface UpgradeDiff {
  readonly controlPlane: ControlPlaneKey;
  /** `undefined`: its image does not tell. */
  readonly from: string | undefined;
  readonly to: string;
  /** `unknown`: nothing changes in what can be seen, but not everything that matters is known. */
  readonly verdict: 'unchanged' | 'changed' | 'unknown';
  /** Documented changes on the way, whether they matter here or not. */
  readonly changes: readonly DocumentedChange[];
  readonly effects: readonly UpgradeEffect[];
  /** What makes the answer uncertain, in one sentence each. */
  readonly unknowns: readonly string[];
  readonly gaps: readonly Gap[];
}

/**
 * Which endpoints, failover orders, mutual TLS and routes change for whom when a control plane runs another version: what its proxies are
 * given is worked out for both and compared, and once more without each documented change to see which one it is. Reference 0.3.
 *
 * @public
 */
export function upgradeDiff(
  snapshot: Snapshot,
  { controlPlane, version }: UpgradeQuestion,
  memo = Memo.create(),
): UpgradeDiff {
  const known = answer(snapshot, answeringControlPlane, controlPlane, memo);
  const { version: from, domain = '' } = known.value ?? {};
  const [oldMinor, newMinor] = [minorOf(from), minorOf(version)];
  const changes =
    oldMinor === undefined || newMinor === undefined
      ? []
      : changesBetween(oldMinor, newMinor);
  const runs = (except: readonly string[]): Change => ({
    code: 'version',
    cluster: controlPlane.cluster,
    deployment: {
      namespace: controlPlane.namespace,
      name: controlPlane.deployment,
    },
    version: fullVersion(version),
    except,
  });
  const callers = answer(snapshot, servedProxies, controlPlane, memo);
  const now = View.create(snapshot, memo);
  const then = View.create(snapshot.with(runs([])));
  const changed = callers.value.flatMap(caller => {
    const differences = compared(now, then, caller, domain);
    return differences.length > 0 ? [{ caller, differences }] : [];
  });
  const partly = (changed.length === 0 ? [] : changes).map(change => ({
    change,
    view: View.create(snapshot.with(runs([change.code]))),
  }));
  const effects = changed.flatMap(({ caller, differences }) => {
    const left = partly.map(({ change, view }) => ({
      change,
      names: new Set(compared(now, view, caller, domain).map(differenceName)),
    }));
    return differences.map(
      (difference): UpgradeEffect => ({
        ...difference,
        callers: caller,
        causes: left
          .filter(({ names }) => !names.has(differenceName(difference)))
          .map(({ change }) => change),
      }),
    );
  });
  const unknowns = unknownsOf(known.value !== undefined, from, version);
  const gaps = distinctGaps([known, callers, ...now.answers, ...then.answers]);
  return {
    controlPlane,
    from,
    to: version,
    verdict: verdictOf(effects.length, unknowns.length + gaps.length),
    changes,
    effects,
    unknowns,
    gaps,
  };
}

/** What a caller is given in one state of the world. */
class View {
  static create(snapshot: Snapshot, memo = Memo.create()): View {
    return new View(snapshot, memo);
  }

  /** All answers so far, for what they could not see. */
  readonly answers: Answer<unknown>[] = [];

  private constructor(
    private readonly snapshot: Snapshot,
    private readonly memo: Memo,
  ) {}

  ask<Q, A>(rule: Rule<Q, A>, question: Q): A {
    const answered = answer(this.snapshot, rule, question, this.memo);
    this.answers.push(answered);
    return answered.value;
  }
}

function compared(
  before: View,
  after: View,
  { client }: UpgradeCallers,
  domain: string,
): readonly ProxyDifference[] {
  const differences = differencesOf(
    factsOf(before.ask(proxyConfig, client)),
    factsOf(after.ask(proxyConfig, client)),
  );
  const hosts = new Set(differences.map(({ host }) => host));
  const loads = [...hosts].flatMap(host => {
    const service = serviceOfHost(host, domain);
    if (!service) return [];
    const [a, b] = [before, after].map(view =>
      loadFacts(host, view.ask(trafficShare, { client, service })),
    );
    return differencesOf(a, b);
  });
  return [...differences, ...loads];
}

/** Shares by cluster, and what fails. */
function loadFacts(host: string, share: TrafficShare): readonly ProxyFact[] {
  if (share.code === 'none') return [];
  return share.routes.flatMap(({ match, parts, failing }) => {
    const clusters = new Map<string, number>();
    for (const { cluster = 'a shared gateway', share: part } of parts)
      clusters.set(cluster, (clusters.get(cluster) ?? 0) + part);
    const texts = [...clusters].map(
      ([cluster, part]) => `${percent(part)} to ${cluster}`,
    );
    if (failing > 0) texts.push(`${percent(failing)} fail`);
    return texts.map(
      (text): ProxyFact => ({
        host,
        aspect: 'load',
        text:
          share.routes.length > 1 ? `${match || 'everything'}: ${text}` : text,
      }),
    );
  });
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** Proxies without a control plane's own sidecar: gateways and ztunnels. */
const OTHER_PROXIES = new RecordIndex<PodRecord>(({ proxy }) =>
  proxy?.args[1] === 'router' || proxy?.args[1] === 'ztunnel' ? ['other'] : [],
);

/** Everybody whom a control plane serves. */
const servedProxies: Rule<ControlPlaneKey, readonly UpgradeCallers[]> = {
  source: '2',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const name = controlPlaneName(key);
    return mesh.clusters().flatMap(cluster => [
      ...mesh
        .ask(callerGroupsInCluster, cluster)
        .filter(({ controlPlane }) => controlPlaneName(controlPlane) === name)
        .flatMap(({ namespace, workloads }) =>
          workloads.map(workload => ({ ...workload, cluster, namespace })),
        ),
      ...mesh
        .find(cluster, 'Pod', { index: OTHER_PROXIES, key: 'other' })
        .map(({ namespace, name: pod }) => ({ cluster, namespace, pod }))
        .filter(client => {
          const proxy = mesh.ask(proxyOf, client);
          return proxy?.view && controlPlaneName(proxy.view.key) === name;
        })
        .map(client => ({
          cluster,
          namespace: client.namespace,
          name: client.pod,
          pods: 1,
          client,
        })),
    ]);
  },
};

function unknownsOf(
  isKnown: boolean,
  from: string | undefined,
  to: string,
): readonly string[] {
  if (!isKnown) return ['There is no such control plane.'];
  const { oldest, newest } = STUDIED_VERSIONS;
  const isStudied = (version: string | undefined) => {
    const minor = minorOf(version);
    return minor !== undefined && minor >= oldest && minor <= newest;
  };
  return [
    ...(isStudied(from)
      ? []
      : [
          `The version of the control plane is ${
            from ?? 'not told by its image'
          }, so what changes on the way is not known.`,
        ]),
    ...(isStudied(to)
      ? []
      : [`Version ${to} was not studied; 1.${oldest} to 1.${newest} were.`]),
  ];
}

function verdictOf(effects: number, doubts: number): UpgradeDiff['verdict'] {
  if (effects > 0) return 'changed';
  return doubts > 0 ? 'unknown' : 'unchanged';
}

function distinctGaps(answers: readonly Answer<unknown>[]): readonly Gap[] {
  const gaps = new Map(
    answers
      .flatMap(known => known.gaps)
      .map(gap => [`${gap.cluster} ${gap.kind} ${gap.object ?? ''}`, gap]),
  );
  return [...gaps.values()];
}

function differenceName(difference: ProxyDifference): string {
  const { host, aspect, now, then } = difference;
  return JSON.stringify([host, aspect, now, then]);
}

function fullVersion(version: string): string {
  return version.split('.').length === 2 ? `${version}.0` : version;
}
