import { InputError } from '@backstage/errors';
import {
  ClusterName,
  IntentInputs,
  IntentName,
  IntentResult,
  Memo,
  onboardNamespace,
  planEffect,
  PROTECTED_NAMESPACES,
  Snapshot,
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
      const { ownership, config, memo } = sources;
      const tenant = await ownership.tenant(
        parameters.tenant,
        caller.credentials,
      );
      const { tenantRole, separateClusters } = config;
      return onboardNamespace(snapshot, parameters, {
        protectedNamespaces: [
          ...PROTECTED_NAMESPACES,
          ...config.protectedNamespaces,
        ],
        tenant,
        tenantRole,
        clusters: targets(sources),
        separateClusters,
        sees: caller.sees,
        memo,
      });
    },
  };
  return async ({ intent, parameters }, caller) => {
    const snapshot = sources.store.snapshot();
    const result = await drafted(drafts, intent, parameters, snapshot, caller);
    if (result.code === 'refused') return result;
    const { memo } = sources;
    const { sees } = caller;
    const effect = planEffect(snapshot, result.draft, { memo, sees });
    return { ...result, effect };
  };
}

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

function targets({ store, writable }: DraftSources) {
  return new Map(
    store
      .clusters()
      .map(({ name }) => [name, { writable: writable(name) }] as const),
  );
}
