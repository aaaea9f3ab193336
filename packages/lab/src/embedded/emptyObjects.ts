import type { JsonMap } from './apiObject';
import { ResourceType, tableOf } from './ResourceType';

const SPEC: JsonMap = { spec: {} };
const SPEC_AND_STATUS: JsonMap = { spec: {}, status: {} };

/**
 * What is there in an object of a built-in kind before anything is written to it: structs that are not pointers in the server's own
 * types. So nobody owns them, while a custom resource's `spec` is owned by who writes it first.
 */
const EMPTY: ReadonlyMap<string, JsonMap> = new Map([
  ['limitranges', SPEC],
  ['namespaces', SPEC_AND_STATUS],
  ['nodes', SPEC_AND_STATUS],
  ['pods', SPEC_AND_STATUS],
  ['resourcequotas', SPEC_AND_STATUS],
  ['services', SPEC_AND_STATUS],
  ['networkpolicies.networking.k8s.io', SPEC],
  ['poddisruptionbudgets.policy', SPEC_AND_STATUS],
  [
    'horizontalpodautoscalers.autoscaling',
    { spec: { scaleTargetRef: {} }, status: {} },
  ],
  [
    'deployments.apps',
    {
      spec: { strategy: {}, template: { metadata: {}, spec: {} } },
      status: {},
    },
  ],
]);

/** An object of a kind without any content. */
export function emptyObject(type: ResourceType): JsonMap {
  return EMPTY.get(tableOf(type)) ?? {};
}
