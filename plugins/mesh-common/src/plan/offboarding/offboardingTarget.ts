import { TENANT_LABEL } from '../../annotations';
import { NamespaceRecord } from '../../model/records/namespace';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { OffboardNamespaceInput, Refusal } from '../plan';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';
import { namespaceSites } from './namespaceSites';

/** The namespace in one chosen cluster. */
export interface OffboardingTarget {
  readonly cluster: ClusterName;
  readonly record: NamespaceRecord;
}

/** The namespace in one cluster, if it is the tenant's and can be changed there. */
export function offboardingTarget(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, tenant }: OffboardNamespaceInput,
  context: PlanContext,
): OffboardingTarget | Refusal {
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
export function sitesOf(
  snapshot: Snapshot,
  { cluster, record: { name: namespace } }: OffboardingTarget,
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
