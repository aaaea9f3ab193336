import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { operationsTranslationRef } from '../plan/translation';
import { AcknowledgedPlan } from './MeshPlanPreview';

/** Lets a form go on only with a plan that the user has read. The backend refuses any other plan than the one with this hash. */
export function validatePlan(
  value: Partial<AcknowledgedPlan> | undefined,
  field: { readonly addError: (message: string) => void },
  context: { readonly apiHolder: ApiHolder },
): void {
  if (value?.acknowledged && value.planHash) return;
  const translation = context.apiHolder
    .get(translationApiRef)
    ?.getTranslation(operationsTranslationRef);
  field.addError(
    translation?.ready
      ? translation.t('plan.mustAcknowledge')
      : 'Read the plan and tick the box below it.',
  );
}
