import { TENANT_LABEL } from '../../annotations';
import { NamespaceRecord } from '../../model/records/namespace';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { infrastructure } from '../../rules/infrastructure';
import { protectingPattern } from '../../rules/protectedNamespaces';
import { TENANCY_FIELD_MANAGER } from '../fieldManagers';
import {
  QUARANTINE_LABEL,
  QUARANTINE_POLICY,
  quarantineManifest,
} from '../manifests/quarantine';
import { namespaceNameProblem } from '../namespaceName';
import { siblingPolicies } from '../onboarding/siblings';
import {
  Draft,
  IntentResult,
  OffboardNamespaceInput,
  PlannedObject,
  Refusal,
} from '../plan';
import { PlanContext } from '../PlanContext';
import { clusterList, refusal } from '../refusal';
import { dependents } from './dependents';
import { namespaceSites } from './namespaceSites';

/** How long a namespace is in quarantine before it can be deleted (T12). */
const QUARANTINE_MS = 7 * 24 * 3_600_000;

/** Labels of a namespace that operations of the same field manager write: what is left out of an apply would be taken away. */
const OWN_LABELS = [
  TENANT_LABEL,
  'istio-injection',
  'istio.io/rev',
  'istio.io/dataplane-mode',
  'pod-security.kubernetes.io/enforce',
];

/** The namespace in one chosen cluster. */
interface Target {
  readonly cluster: ClusterName;
  readonly record: NamespaceRecord;
}

/**
 * Takes a namespace from its tenant in two steps (T5). Quarantine denies all calls and can be undone. Deletion is possible
 * a week later, of exactly the object that was in quarantine, and of nothing else: no entity of the catalog triggers it,
 * and it follows no reference (T12).
 *
 * @public
 */
export function offboardNamespace(
  snapshot: Snapshot,
  input: OffboardNamespaceInput,
  context: PlanContext,
): IntentResult {
  const malformed = checkInput(snapshot, input, context);
  if (malformed.length > 0) return { code: 'refused', refusals: malformed };
  const found = input.clusters.map(cluster =>
    target(snapshot, cluster, input, context),
  );
  const refusals = found.filter(isRefusal);
  if (refusals.length > 0) return { code: 'refused', refusals };
  const targets = found.filter(isTarget);
  return input.step === 'quarantine'
    ? quarantine(snapshot, input, context, targets)
    : deletion(snapshot, input, context, targets);
}

function isRefusal(item: Target | Refusal): item is Refusal {
  return 'code' in item;
}

function isTarget(item: Target | Refusal): item is Target {
  return !isRefusal(item);
}

function checkInput(
  snapshot: Snapshot,
  { namespace, clusters, step }: OffboardNamespaceInput,
  context: PlanContext,
): readonly Refusal[] {
  const refuse = (
    code: Refusal['code'],
    subject: string,
    message: string,
    cure: string,
  ) => refusal(context, code, { subject, message, cure });
  const problem = namespaceNameProblem(namespace);
  if (problem !== undefined) {
    return [
      refuse(
        'invalid-input',
        'namespace',
        problem,
        'Choose a namespace of your team, by its exact name.',
      ),
    ];
  }
  if (step !== 'quarantine' && step !== 'delete') {
    return [
      refuse(
        'invalid-input',
        'step',
        'There is no such step',
        'Choose "quarantine" or "delete".',
      ),
    ];
  }
  if (clusters.length === 0 || new Set(clusters).size < clusters.length) {
    return [
      refuse(
        'invalid-input',
        'clusters',
        'No cluster is chosen, or one is chosen twice',
        'Choose at least one cluster, and each of them once.',
      ),
    ];
  }
  const pattern = protectingPattern(namespace, context.protectedNamespaces);
  const used = answer(
    snapshot,
    infrastructure,
    { namespace },
    context.memo,
  ).value;
  const mesh = used.filter(({ part }) => part !== 'gateway');
  if (pattern !== undefined || mesh.length > 0) {
    const message =
      pattern === undefined
        ? 'A part of the mesh itself runs there'
        : `Namespaces named "${pattern}" are protected`;
    return [
      refuse(
        'protected-namespace',
        `namespace ${namespace}`,
        message,
        'Choose a namespace of a team.',
      ),
    ];
  }
  return [];
}

function target(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, tenant }: OffboardNamespaceInput,
  context: PlanContext,
): Target | Refusal {
  const refuse = (code: Refusal['code'], message: string, cure: string) =>
    refusal(context, code, { subject: `cluster ${cluster}`, message, cure });
  const known = context.clusters.get(cluster);
  if (!known || !context.sees(cluster)) {
    return refuse(
      'unknown-cluster',
      `There is no cluster "${cluster}"`,
      'Choose clusters from the list.',
    );
  }
  if (!known.writable) {
    return refuse(
      'cluster-not-writable',
      `Meshwise has no credential to write to "${cluster}"`,
      'Leave the cluster out, or ask the platform team to add it to mesh.writers.',
    );
  }
  const view = snapshot.view(cluster, 'Namespace');
  if (view?.coverage.state !== 'synced') {
    return refuse(
      'stale-input',
      'Namespaces of the cluster cannot be read now',
      'Try again when they can be read.',
    );
  }
  const record = view.table.get({ namespace: '', name: namespace });
  if (record?.labels.get(TENANT_LABEL) !== tenant || record.uid === '') {
    return refuse(
      'not-owned',
      `It has no namespace "${namespace}" of ${tenant}`,
      'Choose clusters in which the namespace is labelled with the team.',
    );
  }
  if (record.deleting) {
    return refuse(
      'not-owned',
      `The namespace "${namespace}" is being deleted there already`,
      'Leave the cluster out.',
    );
  }
  return { cluster, record };
}

/** Where the policies of the namespace are read; the cluster itself if nobody reads any. */
function sitesOf(
  snapshot: Snapshot,
  { cluster, record: { name: namespace } }: Target,
  { memo }: PlanContext,
): readonly ClusterName[] {
  const { value } = answer(
    snapshot,
    namespaceSites,
    { cluster, namespace },
    memo,
  );
  const sites = value.filter(site =>
    snapshot
      .view(site, 'Namespace')
      ?.table.get({ namespace: '', name: namespace }),
  );
  return sites.length > 0 ? sites : [cluster];
}

function quarantine(
  snapshot: Snapshot,
  input: OffboardNamespaceInput,
  context: PlanContext,
  targets: readonly Target[],
): IntentResult {
  const { namespace, clusters } = input;
  const sites = new Set(
    targets.flatMap(one => sitesOf(snapshot, one, context)),
  );
  const closed = [...sites].filter(
    site => !context.clusters.get(site)?.writable,
  );
  if (closed.length > 0) {
    const text = {
      subject: `namespace ${namespace}`,
      message: `Its policies are read from clusters to which Meshwise has no credential to write (${clusterList(
        context,
        closed,
      )})`,
      cure: 'Ask the platform team to add them to mesh.writers.',
    };
    return {
      code: 'refused',
      refusals: [refusal(context, 'cluster-not-writable', text)],
    };
  }
  const objects: PlannedObject[] = [
    ...targets.map(
      ({ cluster, record }): PlannedObject => ({
        act: 'apply',
        cluster,
        fieldManager: TENANCY_FIELD_MANAGER,
        manifest: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace, labels: quarantineLabels(record) },
        },
      }),
    ),
    ...[...sites].sort().map(
      (cluster): PlannedObject => ({
        act: 'apply',
        cluster,
        fieldManager: TENANCY_FIELD_MANAGER,
        manifest: quarantineManifest(namespace),
      }),
    ),
  ];
  return planned(snapshot, input, {
    summary: `Quarantine of ${namespace} in ${clusters.join(
      ', ',
    )}: nobody may call it any more`,
    objects,
    notes: [
      'Workloads go on running and calling others. Scale them down yourself.',
      'Pods without sidecar or ambient mode go on answering: no proxy enforces the policy there.',
      'A week after the policy was created, the namespace can be deleted.',
      ...dependentNotes(snapshot, namespace),
    ],
    undo: { code: 'exact' },
  });
}

function quarantineLabels({ labels }: NamespaceRecord): {
  readonly [key: string]: string;
} {
  const own = OWN_LABELS.flatMap(key => {
    const value = labels.get(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(own), [QUARANTINE_LABEL]: 'true' };
}

function deletion(
  snapshot: Snapshot,
  input: OffboardNamespaceInput,
  context: PlanContext,
  targets: readonly Target[],
): IntentResult {
  const { namespace, clusters } = input;
  const early = targets.flatMap(one => notYet(snapshot, one, context));
  if (early.length > 0) return { code: 'refused', refusals: early };
  const remains = snapshot.clusterNames.filter(
    cluster =>
      !clusters.includes(cluster) &&
      snapshot
        .view(cluster, 'Namespace')
        ?.table.get({ namespace: '', name: namespace }),
  );
  const siblings =
    remains.length > 0
      ? { objects: [], skipped: [] }
      : siblingPolicies(
          snapshot,
          { ...input, leaves: true },
          context,
          clusters,
        );
  const deletes = targets.map(
    ({ cluster, record }): PlannedObject => ({
      act: 'delete',
      cluster,
      fieldManager: TENANCY_FIELD_MANAGER,
      object: {
        apiVersion: 'v1',
        kind: 'Namespace',
        namespace: '',
        name: namespace,
      },
      uid: record.uid,
    }),
  );
  return planned(snapshot, input, {
    summary: `Deletion of ${namespace} with everything in it in ${clusters.join(
      ', ',
    )}`,
    objects: [...siblings.objects, ...deletes],
    notes: [
      'Everything in the namespace is deleted with it, its volumes as their storage class says. Nothing of that can be brought back.',
      ...(remains.length > 0
        ? [`It stays in ${clusterList(context, remains)}.`]
        : []),
      ...siblings.skipped.map(
        skipped =>
          `${skipped.namespaces.join(', ')} in ${clusterList(context, [
            skipped.cluster,
          ])} go on admitting callers from ${namespace}, whoever gets that name: Meshwise cannot write there.`,
      ),
      ...dependentNotes(snapshot, namespace),
    ],
    undo: {
      code: 'none',
      reason: 'A deleted namespace cannot be brought back.',
    },
  });
}

/** Whether the namespace has been in quarantine for a week, by the clock of the API server. */
function notYet(
  snapshot: Snapshot,
  one: Target,
  context: PlanContext,
): readonly Refusal[] {
  const { cluster, record } = one;
  const began = sitesOf(snapshot, one, context).map(site => {
    const policy = snapshot
      .view(site, 'AuthorizationPolicy')
      ?.table.get({ namespace: record.name, name: QUARANTINE_POLICY });
    const closes =
      policy?.action === 'DENY' &&
      policy.selector === undefined &&
      policy.rules.some(
        ({ from, to, when }) => from.length + to.length + when.length === 0,
      );
    return closes && policy.created > 0 ? policy.created : undefined;
  });
  const refuse = (message: string, cure: string) => [
    refusal(context, 'not-quarantined', {
      subject: `cluster ${cluster}`,
      message,
      cure,
    }),
  ];
  const known = began.flatMap(time => time ?? []);
  if (known.length < began.length) {
    return refuse(
      'The namespace is not in quarantine',
      'Put it into quarantine first, and wait a week.',
    );
  }
  const due = Math.max(...known, record.created) + QUARANTINE_MS;
  if (snapshot.at >= due) return [];
  return refuse(
    `The namespace has been in quarantine for less than a week; it can be deleted from ${new Date(
      due,
    ).toISOString()} on`,
    'Wait until then.',
  );
}

function dependentNotes(
  snapshot: Snapshot,
  namespace: string,
): readonly string[] {
  const found = dependents(snapshot, namespace);
  return found.length === 0
    ? []
    : [`Other namespaces name its services: ${found.join(', ')}.`];
}

function planned(
  snapshot: Snapshot,
  { namespace }: OffboardNamespaceInput,
  draft: Pick<Draft, 'summary' | 'objects' | 'notes' | 'undo'>,
): IntentResult {
  return {
    code: 'planned',
    draft: {
      intent: 'offboard-namespace',
      class: 'tenancy',
      ...draft,
      scopes: [`namespace/${namespace}`],
      asOf: snapshot.at,
    },
  };
}
