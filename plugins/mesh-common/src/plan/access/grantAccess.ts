import { Memo } from '../../model/memo';
import { Mesh } from '../../model/mesh';
import { ClusterName, Instant, serviceKey } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { access } from '../../rules/access';
import { allViews } from '../../rules/allViews';
import { answer } from '../../rules/answer';
import { endpoints } from '../../rules/endpoints';
import { draftChanges } from '../effect/draftChanges';
import { grantManifest, grantName } from '../manifests/grant';
import { TENANCY_FIELD_MANAGER } from '../fieldManagers';
import { GrantAccessInput, IntentResult, PlannedApply, Refusal } from '../plan';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';
import { isTenantName } from '../tenantName';
import { GuardedService, guardedService, isGuarded } from './guardedService';
import { serviceDoor, ServiceDoor } from './serviceDoor';
import { TenantIdentity, tenantIdentities } from './tenantIdentities';

/** What the intents about access must know besides the snapshot and their input. @public */
export interface AccessContext extends PlanContext {
  /** The catalog group that the input names; `undefined` if there is none. */
  readonly tenant: { readonly name: string } | undefined;
}

const LONGEST_LIFE_MS = 90 * 24 * 3_600_000;

/**
 * Lets the workloads of another team call a service until a given time (T4). The policy names their identities one by
 * one, as they are now, and is written where the control planes of the service's workloads read. It is refused where
 * everybody may call already: there it would shut out everybody else (reference 7.7).
 *
 * @public
 */
export function grantAccess(
  snapshot: Snapshot,
  input: GrantAccessInput,
  context: AccessContext,
): IntentResult {
  const refused = (refusals: readonly Refusal[]): IntentResult => ({
    code: 'refused',
    refusals,
  });
  const malformed = [
    ...checkTenant(input.tenant, context),
    ...checkExpiry(input.expiresAt, snapshot.at, context),
  ];
  if (malformed.length > 0) return refused(malformed);
  const { memo = Memo.create() } = context;
  const guarded = guardedService(
    snapshot,
    input.service,
    input.clusters,
    context,
  );
  if (!isGuarded(guarded)) return refused(guarded);
  const { service, owner } = guarded;
  const refuse = (code: Refusal['code'], message: string, cure: string) =>
    refused([
      refusal(context, code, {
        subject: `service ${serviceKey(service)}`,
        message,
        cure,
      }),
    ]);

  if (owner === input.tenant) {
    return refuse(
      'already-allowed',
      'It belongs to the same team, whose workloads may call it anyway',
      'Choose another team.',
    );
  }
  const identities = tenantIdentities(snapshot, input.tenant, memo);
  if (identities.length === 0) {
    return refuse(
      'no-callers',
      `The team ${input.tenant} has no pod in a namespace of its own, so nobody could be let in by name`,
      'Onboard a namespace for the team and deploy the callers first.',
    );
  }
  const door = serviceDoor(snapshot, guarded, memo);
  if (!door) {
    return refuse(
      'host-not-steerable',
      'It has no selector or no ports, so its workloads cannot be told apart from others',
      'Give the service a selector.',
    );
  }
  const open = openClusters(snapshot, guarded, input, identities, door, memo);
  if (open.length === guarded.clusters.length) {
    return refuse(
      'already-allowed',
      'The workloads of the team may call it already',
      'Nothing needs to be done. To keep others out, close the namespace first.',
    );
  }
  const objects = guarded.configClusters.map(cluster =>
    grantAt(snapshot, cluster, { input, identities, door, memo }),
  );
  const shut = stillShut(snapshot, guarded, objects, identities, door, memo);
  if (shut.length > 0) {
    return refuse(
      'rule-without-effect',
      `The team would still be kept out by other policies (${shut.join(', ')})`,
      'Ask the owners of those policies.',
    );
  }
  const names = new Set(
    identities.map(
      ({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`,
    ),
  );
  return {
    code: 'planned',
    draft: {
      intent: 'grant-access',
      class: 'tenancy',
      summary: `${input.tenant} may call ${serviceKey(
        service,
      )} until ${new Date(input.expiresAt).toISOString()}`,
      objects,
      notes: [
        `Service accounts that may call, in all clusters: ${[...names].join(
          ', ',
        )}. One that ${input.tenant} adds later needs another grant.`,
        `Ports of the workloads: ${door.ports.join(', ')}.`,
        ...(open.length > 0
          ? [`In ${open.join(', ')} they may call already.`]
          : []),
        'Nothing takes the grant away by itself: when it ends, its undo is offered, and the policy shows since when it is overdue.',
      ],
      scopes: [`service/${serviceKey(service)}`],
      endsAt: input.expiresAt,
      undo: { code: 'exact' },
      asOf: answer(snapshot, endpoints, { service }, memo).asOf,
    },
  };
}

/** Whether the catalog knows the group. */
export function checkTenant(
  tenant: string,
  context: AccessContext,
): readonly Refusal[] {
  if (isTenantName(tenant) && context.tenant?.name === tenant) return [];
  const text = {
    subject: 'tenant',
    message: 'The catalog has no such group',
    cure: 'Choose a group of the catalog, by its exact name.',
  };
  return [refusal(context, 'unknown-tenant', text)];
}

function checkExpiry(
  expiresAt: Instant,
  now: Instant,
  context: AccessContext,
): readonly Refusal[] {
  const life = expiresAt - now;
  if (life > 0 && life <= LONGEST_LIFE_MS) return [];
  const text = {
    subject: 'expiresAt',
    message: 'A grant ends in the future, within 90 days',
    cure: 'Choose a time within the next 90 days. It can be renewed by another grant.',
  };
  return [refusal(context, 'expiry-out-of-range', text)];
}

function grantAt(
  snapshot: Snapshot,
  cluster: ClusterName,
  grant: {
    readonly input: GrantAccessInput;
    readonly identities: readonly TenantIdentity[];
    readonly door: ServiceDoor;
    readonly memo: Memo;
  },
): PlannedApply {
  const { input, identities, door, memo } = grant;
  const own = ownTrustDomains(snapshot, cluster, memo);
  const [first, ...others] = [
    ...new Set(
      identities.map(({ trustDomain, namespace, serviceAccount }) => {
        // In a policy, `cluster.local` stands for the trust domain of the mesh whatever its name.
        const domain = own.has(trustDomain) ? 'cluster.local' : trustDomain;
        return `${domain}/ns/${namespace}/sa/${serviceAccount}`;
      }),
    ),
  ];
  return {
    act: 'apply',
    cluster,
    fieldManager: TENANCY_FIELD_MANAGER,
    manifest: grantManifest({
      namespace: input.service.namespace,
      service: input.service.name,
      tenant: input.tenant,
      selector: door.selector,
      principals: [first, ...others],
      ports: door.ports,
      endsAt: new Date(input.expiresAt).toISOString(),
    }),
  };
}

function ownTrustDomains(
  snapshot: Snapshot,
  cluster: ClusterName,
  memo: Memo,
): ReadonlySet<string> {
  const { value } = answer(snapshot, allViews, undefined, memo);
  return new Set(
    value
      .filter(({ configCluster }) => configCluster === cluster)
      .flatMap(({ settings }) => [
        settings.trustDomain,
        ...settings.trustDomainAliases,
      ]),
  );
}

/** Clusters that let every identity in without this grant. */
function openClusters(
  snapshot: Snapshot,
  { service, clusters, configClusters }: GuardedService,
  { tenant }: GrantAccessInput,
  identities: readonly TenantIdentity[],
  door: ServiceDoor,
  memo: Memo,
): readonly ClusterName[] {
  // Without an earlier grant of the same kind, which is what is renewed.
  const without = snapshot.with(
    ...configClusters.map(cluster => ({
      code: 'delete' as const,
      cluster,
      kind: 'AuthorizationPolicy' as const,
      namespace: service.namespace,
      name: grantName(service.name, tenant),
    })),
  );
  const verdicts = verdictsFor(without, service, identities, door, memo.fork());
  return clusters.filter(cluster => {
    const found = verdicts.filter(item => item.cluster === cluster);
    return (
      found.length > 0 &&
      found.every(({ code }) => code === 'allow' || code === 'not-enforced')
    );
  });
}

function stillShut(
  snapshot: Snapshot,
  { service, clusters }: GuardedService,
  objects: readonly PlannedApply[],
  identities: readonly TenantIdentity[],
  door: ServiceDoor,
  memo: Memo,
): readonly ClusterName[] {
  const after = snapshot.with(...draftChanges(snapshot, objects));
  const verdicts = verdictsFor(after, service, identities, door, memo.fork());
  return clusters.filter(cluster =>
    verdicts.some(item => item.cluster === cluster && item.code === 'deny'),
  );
}

function verdictsFor(
  snapshot: Snapshot,
  service: GrantAccessInput['service'],
  identities: readonly TenantIdentity[],
  { servicePorts }: ServiceDoor,
  memo: Memo,
) {
  return servicePorts.flatMap(port =>
    identities.flatMap(client =>
      Mesh.ask(
        snapshot,
        access,
        { service, port, client },
        memo,
      ).value.clusters.map(({ cluster, verdict: { code } }) => ({
        cluster,
        code,
      })),
    ),
  );
}
