import type {
  Draft,
  Manifest,
  OperationClass,
  Plan,
} from '@meshwise/backstage-plugin-mesh-common';
import type { PlannedChange } from '../plannedChange';
import type { PreparedPlan } from '../Planner';

const quota: Manifest = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'meshwise', namespace: 'shop' },
  spec: { hard: { pods: '30' } },
};

/** A plan that changes one object in each of two clusters. */
export function preparedPlan(
  options: {
    readonly class?: OperationClass;
    readonly approval?: { readonly reason: string };
  } = {},
): PreparedPlan {
  const changes = ['c1', 'c2'].map(
    (cluster): PlannedChange => ({
      cluster,
      fieldManager: 'backstage-mesh-tenancy',
      manifest: quota,
      act: 'update',
      fields: [{ path: 'spec.hard.pods', before: '1', after: '30' }],
      preimage: {
        uid: `uid-${cluster}`,
        fields: new Map([['spec.hard.pods', '1']]),
        owners: new Map(),
        home: { uid: `uid-shop-${cluster}`, tenant: 'team-shop' },
      },
      before: undefined,
    }),
  );
  const draft: Draft = {
    intent: 'onboard-namespace',
    class: options.class ?? 'tenancy',
    summary: 'Quota of shop',
    objects: [],
    notes: [],
    scopes: ['namespace/shop'],
    undo: { code: 'exact' },
    asOf: undefined,
    ...(options.approval && { approval: options.approval }),
  };
  const plan: Plan = {
    intent: 'onboard-namespace',
    parameters: {
      namespace: 'shop',
      tenant: 'team-shop',
      clusters: ['c1', 'c2'],
      revision: 'prod',
      quotaTier: 'small',
    },
    hash: 'abc',
    class: draft.class,
    summary: draft.summary,
    notes: [],
    effect: {
      callers: [],
      mtls: [],
      trust: [],
      losesFallback: [],
      shadowed: [],
      findings: { appear: [], disappear: [] },
      notExamined: [],
      hidden: 0,
      gaps: [],
    },
    undo: draft.undo,
    changes: [],
    checks: [],
    applicable: true,
    proposable: true,
    createdAt: 0,
    expiresAt: 0,
  };
  return {
    plan,
    draft,
    changes,
    identity: { hash: 'abc', digests: new Map() },
  };
}
