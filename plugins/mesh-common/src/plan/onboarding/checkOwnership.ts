import { Snapshot } from '../../model/snapshot';
import { ClusterName } from '../../model/refs';
import { answer } from '../../rules/answer';
import { infrastructure } from '../../rules/infrastructure';
import { namespaceTenancy } from '../../rules/namespaceTenancy';
import { OnboardNamespaceInput, Refusal } from '../plan';
import { protectingPattern } from '../../rules/protectedNamespaces';
import { OnboardingContext } from './context';
import { clusterList, refusal } from '../refusal';
import { mayShareMesh } from '../mayShareMesh';

const OTHER_NAME = 'Choose another name.';

/** Whether the name may be claimed at all: it is nobody's, or the tenant's already, wherever it exists (T01, T02, T04). */
export function checkOwnership(
  snapshot: Snapshot,
  input: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Refusal[] {
  return [
    ...checkProtected(snapshot, input, context),
    ...checkOwners(snapshot, input, context),
    ...checkSight(snapshot, input, context),
  ];
}

function checkProtected(
  snapshot: Snapshot,
  { namespace, tenant }: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Refusal[] {
  const subject = `namespace ${namespace}`;
  const pattern = protectingPattern(namespace, context.protectedNamespaces);
  if (pattern !== undefined) {
    return [
      refusal(context, 'protected-namespace', {
        subject,
        message: `Namespaces named "${pattern}" are protected`,
        cure: OTHER_NAME,
      }),
    ];
  }
  const used = answer(snapshot, infrastructure, { namespace }, context.memo);
  const owners = answer(
    snapshot,
    namespaceTenancy,
    { namespace },
    context.memo,
  );
  const foreign = used.value.filter(({ cluster, part }) => {
    // A team may run a gateway in a namespace of its own.
    const own = owners.value.clusters.find(found => found.cluster === cluster);
    return part !== 'gateway' || own?.tenant !== tenant;
  });
  if (foreign.length === 0) return [];
  const clusters = [...new Set(foreign.map(({ cluster }) => cluster))];
  const parts = [...new Set(foreign.map(({ part }) => part))].join(' and ');
  const where = clusterList(context, clusters);
  const message = `It holds a ${parts} of the mesh (${where})`;
  const text = { subject, message, cure: OTHER_NAME };
  return [refusal(context, 'protected-namespace', text, used)];
}

function checkOwners(
  snapshot: Snapshot,
  { namespace, tenant }: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Refusal[] {
  const owners = answer(
    snapshot,
    namespaceTenancy,
    { namespace },
    context.memo,
  );
  const existing = owners.value.clusters.filter(
    ({ exists }) => exists === true,
  );
  const named = (clusters: readonly { readonly cluster: ClusterName }[]) =>
    clusterList(
      context,
      clusters.map(({ cluster }) => cluster),
    );
  const subject = `namespace ${namespace}`;
  const refusals: Refusal[] = [];

  const foreign = existing.filter(
    found => found.tenant !== undefined && found.tenant !== tenant,
  );
  if (foreign.length > 0) {
    const others = [...new Set(foreign.map(found => found.tenant))].join(', ');
    const message = `It belongs to ${others} (${named(
      foreign,
    )}). A namespace is the same one in every cluster of a mesh`;
    const cure = `${OTHER_NAME} Or ask ${others}.`;
    const text = { subject, message, cure };
    refusals.push(refusal(context, 'owned-by-other-tenant', text, owners));
  }
  const unclaimed = existing.filter(found => found.tenant === undefined);
  if (unclaimed.length > 0) {
    const message = `It exists without an owner (${named(unclaimed)})`;
    const cure = `${OTHER_NAME} Or let the platform team label the namespace with meshwise.io/tenant after making sure whose it is.`;
    const text = { subject, message, cure };
    refusals.push(refusal(context, 'unclaimed-namespace-exists', text, owners));
  }
  const leaving = existing.filter(found => found.state === 'terminating');
  if (leaving.length > 0) {
    const message = `It is being deleted (${named(leaving)})`;
    const cure = 'Try again when it is gone.';
    const text = { subject, message, cure };
    refusals.push(refusal(context, 'unclaimed-namespace-exists', text, owners));
  }
  return refusals;
}

/** A cluster that cannot be seen might hold the namespace as somebody else's. */
function checkSight(
  snapshot: Snapshot,
  { namespace, clusters }: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Refusal[] {
  const owners = answer(
    snapshot,
    namespaceTenancy,
    { namespace },
    context.memo,
  );
  const blurred = new Set(owners.gaps.map(({ cluster }) => cluster));
  const unread = [...context.clusters.keys()].filter(
    cluster => !snapshot.clusters.has(cluster),
  );
  const shares = mayShareMesh(snapshot, clusters, context.memo);
  const unseen = [...blurred, ...unread].filter(
    cluster => !context.separateClusters.has(cluster) && shares(cluster),
  );
  if (unseen.length === 0) return [];
  const list = clusterList(context, unseen);
  return [
    refusal(
      context,
      'ownership-undecidable',
      {
        subject: `namespace ${namespace}`,
        message: `Whether somebody owns it cannot be decided: clusters that may be in the same mesh cannot be read completely (${list})`,
        cure: 'Try again when they can be read. If one of them shares no mesh with the others, the platform team can add it to mesh.separateClusters.',
      },
      owners,
    ),
  ];
}
