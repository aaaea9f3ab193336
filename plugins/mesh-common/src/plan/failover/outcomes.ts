import { Memo } from '../../model/memo';
import { Mesh } from '../../model/mesh';
import { ServiceRef } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { CallerGroup } from '../../rules/callerGroups';
import { EjectionAbility } from '../../rules/clusterEjection';
import { configInForce, NotInForce } from '../../rules/configInForce';
import { TrafficShare, trafficShare } from '../../rules/trafficShare';
import { World } from '../effect/Comparison';
import { draftChanges } from '../effect/draftChanges';
import { PlannedApply } from '../plan';
import { failoverRuleName } from '../manifests/failoverRule';

/** The fleet as it would be with the rules of a draft. */
export class Outcomes {
  static create(options: {
    readonly snapshot: Snapshot;
    readonly objects: readonly PlannedApply[];
    readonly memo: Memo;
  }): Outcomes {
    const { snapshot, objects, memo } = options;
    const after = snapshot.with(...draftChanges(snapshot, objects));
    return new Outcomes(after, memo.fork());
  }

  private readonly lost = new Map<string, World>();

  private constructor(
    private readonly snapshot: Snapshot,
    private readonly memo: Memo,
  ) {}

  /** Where the calls of a group go. */
  share({ client }: CallerGroup, service: ServiceRef): TrafficShare {
    const question = { client, service };
    return Mesh.ask(this.snapshot, trafficShare, question, this.memo).value;
  }

  /** Where they go when all pods in a region are lost and the control planes know. */
  shareWithout(
    region: string,
    { client }: CallerGroup,
    service: ServiceRef,
  ): TrafficShare {
    const { snapshot, memo } = this.withoutRegion(region);
    return Mesh.ask(snapshot, trafficShare, { client, service }, memo).value;
  }

  private withoutRegion(region: string): World {
    const known = this.lost.get(region);
    if (known) return known;
    const snapshot = this.snapshot.with({
      code: 'lose',
      mode: 'D1',
      pods: { code: 'locality', locality: region },
    });
    const world = { snapshot, memo: this.memo.fork() };
    this.lost.set(region, world);
    return world;
  }

  /** Whether a group gets the rule of a service, or why not. */
  inForce(
    { client }: CallerGroup,
    { namespace, name }: ServiceRef,
    host: string,
  ): 'in-force' | NotInForce {
    const { destinationRules } = Mesh.ask(
      this.snapshot,
      configInForce,
      { client, host },
      this.memo,
    ).value;
    const isRule = (object: { namespace: string; name: string }) =>
      object.namespace === namespace && object.name === failoverRuleName(name);
    if (destinationRules.objects.some(isRule)) return 'in-force';
    const reasons = destinationRules.others
      .filter(({ object }) => isRule(object))
      .map(({ reason }) => reason);
    // Copies in clusters from which others read are no reason.
    return (
      reasons.find(reason => reason !== 'other-config-cluster') ??
      reasons[0] ??
      'shadowed'
    );
  }
}

/** What outlier detection can do at the worst of all destinations. */
export function weakestEjection(
  share: TrafficShare,
): EjectionAbility | undefined {
  if (share.code === 'none') return undefined;
  const all = share.routes.flatMap(({ ejection }) => [...ejection.values()]);
  return (
    all.find(({ code }) => code === 'not-armed') ??
    all.find(({ code }) => code === 'weak') ??
    all[0]
  );
}
