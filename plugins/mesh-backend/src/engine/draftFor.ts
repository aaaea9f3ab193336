import { InputError } from '@backstage/errors';
import {
  ClusterName,
  drainCluster,
  grantAccess,
  holdsPrivateKey,
  IntentInputs,
  IntentName,
  IntentResult,
  localityFailover,
  Memo,
  offboardNamespace,
  onboardNamespace,
  PlanContext,
  planEffect,
  PROTECTED_NAMESPACES,
  revokeAccess,
  Snapshot,
  trustRoot,
} from '@meshwise/backstage-plugin-mesh-common';
import type { MeshConfig } from '../config';
import type { Drafter } from '../operations/Planner';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import type { MeshStore } from '../store/MeshStore';
import type { Caller } from './Caller';

/** What intents are asked with: what the backend knows, and what the caller may see of it. */
export interface DraftSources {
  readonly store: MeshStore;
  readonly ownership: CatalogOwnership;
  readonly config: MeshConfig;
  readonly memo: Memo;
  writable(cluster: ClusterName): boolean;
  /** What takes an operation back, by its id. */
  undo(operation: string): Promise<IntentResult>;
}

type Drafts = {
  readonly [I in IntentName]?: (
    snapshot: Snapshot,
    parameters: IntentInputs[I],
    caller: Caller,
  ) => Promise<IntentResult>;
};

/** Asks the intent of a request and what its draft would mean, both in one snapshot. */
export function draftFor(sources: DraftSources): Drafter {
  const drafts: Drafts = {
    'onboard-namespace': async (snapshot, parameters, caller) => {
      const { ownership, config } = sources;
      const { tenantRole } = config;
      return onboardNamespace(snapshot, parameters, {
        ...contextFor(sources, caller),
        tenant: await ownership.tenant(parameters.tenant, caller.credentials),
        tenantRole,
      });
    },
    'locality-failover': async (snapshot, parameters, caller) =>
      localityFailover(snapshot, parameters, {
        ...contextFor(sources, caller),
        allowedRegions: namespace =>
          sources.config.allowedRegions.get(namespace),
      }),
    'offboard-namespace': async (snapshot, parameters, caller) =>
      offboardNamespace(snapshot, parameters, contextFor(sources, caller)),
    'grant-access': async (snapshot, parameters, caller) => {
      const { tenant } = parameters;
      return grantAccess(snapshot, parameters, {
        ...contextFor(sources, caller),
        tenant: await sources.ownership.tenant(tenant, caller.credentials),
      });
    },
    'revoke-access': async (snapshot, parameters, caller) =>
      revokeAccess(snapshot, parameters, contextFor(sources, caller)),
    'trust-root': async (snapshot, parameters, caller) =>
      trustRoot(snapshot, parameters, {
        ...contextFor(sources, caller),
        distributors: sources.config.trustDistributors,
      }),
    'drain-cluster': async (snapshot, parameters, caller) =>
      drainCluster(snapshot, parameters, {
        ...contextFor(sources, caller),
        needsSecondPerson: sources.config.approveDrains,
      }),
    undo: async (_snapshot, { operation }) => sources.undo(operation),
  };
  return async ({ intent, parameters }, caller) => {
    if (holdsPrivateKey(parameters)) return PRIVATE_KEY_PASTED;
    const snapshot = sources.store.snapshot();
    const result = await drafted(drafts, intent, parameters, snapshot, caller);
    if (result.code === 'refused') return result;
    const { memo } = sources;
    const { sees } = caller;
    const effect = planEffect(snapshot, result.draft, { memo, sees });
    return { ...result, effect };
  };
}

/** Nothing is done with what may be a key, whatever was asked, and nothing of it is repeated (T23). */
const PRIVATE_KEY_PASTED = {
  code: 'refused',
  refusals: [
    {
      code: 'private-key',
      subject: 'parameters',
      message:
        'The input holds a private key. It was not kept, but whoever saw it may have',
      cure: 'Paste certificates only, and replace the key.',
      because: [],
      gaps: [],
    },
  ],
} as const;

function drafted<I extends IntentName>(
  drafts: Drafts,
  intent: I,
  parameters: IntentInputs[I],
  snapshot: Snapshot,
  caller: Caller,
): Promise<IntentResult> {
  const draft = drafts[intent];
  if (!draft) throw new InputError(`There is no operation "${intent}"`);
  return draft(snapshot, parameters, caller);
}

/** What every intent is asked with. */
function contextFor(
  { store, config, memo, writable }: DraftSources,
  { sees }: Caller,
): PlanContext {
  const clusters = store
    .clusters()
    .map(({ name }) => [name, { writable: writable(name) }] as const);
  return {
    protectedNamespaces: [
      ...PROTECTED_NAMESPACES,
      ...config.protectedNamespaces,
    ],
    clusters: new Map(clusters),
    separateClusters: config.separateClusters,
    sees,
    memo,
  };
}
