import { serviceKey } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { GRANTEE_LABEL, grantName } from '../manifests/grant';
import { TENANCY_FIELD_MANAGER } from '../fieldManagers';
import { IntentResult, PlannedDelete, RevokeAccessInput } from '../plan';
import { refusal } from '../refusal';
import { AccessContext } from './grantAccess';
import { guardedService, isGuarded } from './guardedService';

/**
 * Takes back what {@link grantAccess} gave, in all clusters where it is. Policies of others that let the team in stay. The
 * team need not exist any more.
 *
 * @public
 */
export function revokeAccess(
  snapshot: Snapshot,
  { service, tenant, clusters }: RevokeAccessInput,
  context: Omit<AccessContext, 'tenant'>,
): IntentResult {
  const guarded = guardedService(snapshot, service, clusters, context);
  if (!isGuarded(guarded)) return { code: 'refused', refusals: guarded };
  const { namespace } = service;
  const name = grantName(service.name, tenant);
  const objects = guarded.configClusters.flatMap((cluster): PlannedDelete[] => {
    const policy = snapshot
      .view(cluster, 'AuthorizationPolicy')
      ?.table.get({ namespace, name });
    if (policy?.labels.get(GRANTEE_LABEL) !== tenant) return [];
    return [
      {
        act: 'delete',
        cluster,
        fieldManager: TENANCY_FIELD_MANAGER,
        object: {
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          namespace,
          name,
        },
        uid: policy.uid,
      },
    ];
  });
  if (objects.length === 0) {
    const text = {
      subject: `service ${serviceKey(service)}`,
      message: 'There is no grant for this team',
      cure: 'Look at the policies of the service for what else lets it in.',
    };
    return {
      code: 'refused',
      refusals: [refusal(context, 'nothing-to-revoke', text)],
    };
  }
  return {
    code: 'planned',
    draft: {
      intent: 'revoke-access',
      class: 'tenancy',
      summary: `${tenant} may no longer call ${serviceKey(
        service,
      )} by its grant`,
      objects,
      notes: [
        'Connections that are open stay open until one of the sides closes them.',
      ],
      scopes: [`service/${serviceKey(service)}`],
      undo: { code: 'exact' },
      asOf: snapshot.at,
    },
  };
}
