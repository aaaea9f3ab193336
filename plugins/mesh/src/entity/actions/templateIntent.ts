import { Entity } from '@backstage/catalog-model';
import {
  IntentName,
  isIntentName,
} from '@meshwise/backstage-plugin-mesh-common';

/**
 * What a template plans: the option `intent` of its field `MeshPlanPreview`. Templates say it nowhere else, so that no annotation can
 * contradict it.
 */
export function templateIntent(template: Entity): IntentName | undefined {
  const pages: unknown = template.spec?.parameters;
  for (const page of [pages].flat())
    for (const field of Object.values(at(page, 'properties') ?? {})) {
      if (at(field, 'ui:field') !== 'MeshPlanPreview') continue;
      const intent = at(at(field, 'ui:options'), 'intent');
      if (typeof intent === 'string' && isIntentName(intent)) return intent;
    }
  return undefined;
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}
