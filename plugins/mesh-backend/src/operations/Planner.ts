import type {
  ClusterName,
  Draft,
  Instant,
  Plan,
  PlanEffect,
  PlanRequest,
  Refusal,
} from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterSubject, ObjectWriters } from '../kubernetes/ObjectWriter';
import type { Caller } from '../engine/Caller';
import { clockSkew } from './clockSkew';
import { DryRun, dryRun } from './dryRun';
import { inOrder } from './inOrder';
import { leftOut } from './leftOut';
import { objectChange, PlannedChange } from './plannedChange';
import { PlanIdentity, planIdentity } from './planHash';

/** Works out the objects of a request for a caller. */
export type Drafter = (
  request: PlanRequest,
  caller: Caller,
) => Promise<
  | {
      readonly code: 'planned';
      readonly draft: Draft;
      readonly effect: PlanEffect;
    }
  | { readonly code: 'refused'; readonly refusals: readonly Refusal[] }
>;

/** A plan with all that is needed to apply it. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly draft: Draft;
  readonly changes: readonly PlannedChange[];
  readonly identity: PlanIdentity;
}

/**
 * Whom API servers know a caller as, by their name. `unchecked`: users' rights in clusters are not asked for. `unknown`: they are, and
 * nobody knows who the caller is there.
 */
export type SubjectOf = (caller: string) => Promise<
  | { readonly code: 'unchecked' }
  | { readonly code: 'known'; readonly subject: ClusterSubject }
  | {
      readonly code: 'unknown';
      readonly message: string;
      readonly cure: string;
    }
>;

/** How long a plan can be submitted. */
const PLAN_LIFE_MS = 15 * 60_000;
const DRY_RUN_LIMIT_MS = 20_000;

/** Makes plans: an intent, tried out on every target. Writes nothing. */
export class Planner {
  static create(options: {
    readonly draft: Drafter;
    readonly writers: ObjectWriters;
    readonly subjectOf: SubjectOf;
    readonly now: () => Instant;
  }): Planner {
    return new Planner(options);
  }

  private constructor(
    private readonly options: Parameters<typeof Planner.create>[0],
  ) {}

  /** The plan of a request as things are now, or all reasons against it. */
  async prepare(
    request: PlanRequest,
    caller: Caller,
  ): Promise<
    | { readonly code: 'planned'; readonly prepared: PreparedPlan }
    | { readonly code: 'refused'; readonly refusals: readonly Refusal[] }
  > {
    const result = await this.options.draft(request, caller);
    if (result.code === 'refused') return result;
    const { draft, effect } = result;
    const runs = await this.tryEverywhere(draft, caller);
    const left = leftOut(
      draft.class,
      runs.map(({ check }) => check),
    );
    const changes = runs.flatMap(run =>
      left.has(run.check.cluster) ? [] : run.changes,
    );
    const clocks = runs.map(run =>
      clockSkew(run.check.cluster, run.clockAheadMs, draft.class),
    );
    const checks = runs.map((run, i) =>
      run.check.code === 'ready' ? clocks[i]?.check ?? run.check : run.check,
    );
    const tried = checks.filter(({ cluster }) => !left.has(cluster));
    const identity = planIdentity(request, draft, changes);
    const createdAt = this.options.now();
    const plan: Plan = {
      ...request,
      hash: identity.hash,
      class: draft.class,
      summary: draft.summary,
      notes: [
        ...draft.notes,
        ...clocks.flatMap(({ note }) => note ?? []),
        ...[...left].map(
          cluster =>
            `${cluster} does not answer: nothing is written there. Plan again when it is back.`,
        ),
      ],
      effect,
      ...(draft.approval && { approval: draft.approval }),
      ...(draft.endsAt !== undefined && { endsAt: draft.endsAt }),
      undo: draft.undo,
      changes: changes.map(objectChange),
      checks,
      applicable: tried.every(({ code }) => code === 'ready'),
      proposable: tried.every(
        ({ code }) => code === 'ready' || code === 'gitops-owned',
      ),
      createdAt,
      expiresAt: createdAt + PLAN_LIFE_MS,
    };
    return { code: 'planned', prepared: { plan, draft, changes, identity } };
  }

  private async tryEverywhere(
    draft: Draft,
    caller: Caller,
  ): Promise<readonly DryRun[]> {
    const { writers, subjectOf } = this.options;
    const who = await subjectOf(caller.name);
    const signal = AbortSignal.timeout(DRY_RUN_LIMIT_MS);
    const subject = who.code === 'known' ? { subject: who.subject } : {};
    const runs = await Promise.all(
      [...byCluster(inOrder(draft.objects))].map(([cluster, objects]) =>
        dryRun({ writers, cluster, objects, ...subject, signal }),
      ),
    );
    if (who.code !== 'unknown') return runs;
    const { message, cure } = who;
    return runs.map(run => {
      const { cluster } = run.check;
      const code = 'not-allowed';
      return { ...run, check: { cluster, code, object: '', message, cure } };
    });
  }
}

/** Items of each cluster, in their order. */
export function byCluster<T extends { readonly cluster: ClusterName }>(
  items: readonly T[],
): ReadonlyMap<ClusterName, readonly T[]> {
  const clusters = new Map<ClusterName, T[]>();
  for (const item of items) {
    const known = clusters.get(item.cluster);
    if (known) known.push(item);
    else clusters.set(item.cluster, [item]);
  }
  return clusters;
}
