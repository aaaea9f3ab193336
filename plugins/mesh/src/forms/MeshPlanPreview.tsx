import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  isIntentName,
  parsePlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { useEffect, useRef } from 'react';
import { intentPermission } from '../plan/intentPermission';
import { PlanReview } from '../plan/PlanReview';
import { DIRECTLY, PlanRoute } from '../plan/PlanRoute';
import { usePlan } from '../plan/usePlan';
import { FieldFrame } from './FieldFrame';

/** Value of the plan step: which plan the user has read and wants applied. @public */
export interface AcknowledgedPlan {
  readonly planHash: string;
  readonly acknowledged: boolean;
  /** How it gets to the clusters. */
  readonly route: PlanRoute;
}

/** Options of the field in a template, under `ui:options`. */
export interface MeshPlanPreviewOptions {
  /** Intent to plan, e.g. `onboard-namespace`. Its input is taken from the answers of the same names. */
  readonly intent?: string;
  /** Ways to the clusters that the template has steps for; writing directly without it. */
  readonly routes?: readonly PlanRoute[];
}

/**
 * The last step of a template: what the answers would do, before anything is done. Every new plan takes back the
 * consent to an earlier one.
 */
export function MeshPlanPreview(
  field: FieldExtensionComponentProps<AcknowledgedPlan, MeshPlanPreviewOptions>,
) {
  const { formData, formContext, uiSchema, onChange } = field;
  const { intent = '', routes = DIRECTLY } = uiSchema['ui:options'] ?? {};
  const parsed = parsePlanRequest(intent, formContext?.formData);
  const { state, again } = usePlan(
    parsed.code === 'valid' ? parsed.request : undefined,
  );
  const latestOnChange = useRef(onChange);
  latestOnChange.current = onChange;
  const readable = state.code === 'planned' ? state.plan.hash : undefined;

  useEffect(() => {
    latestOnChange.current(undefined);
  }, [readable]);

  return (
    <FieldFrame field={field}>
      <PlanReview
        state={state}
        permission={isIntentName(intent) ? intentPermission(intent) : intent}
        routes={routes}
        acknowledged={
          readable !== undefined &&
          formData?.acknowledged === true &&
          formData.planHash === readable
        }
        onAcknowledge={route =>
          onChange(
            route && readable !== undefined
              ? { planHash: readable, acknowledged: true, route }
              : undefined,
          )
        }
        onAgain={again}
      />
    </FieldFrame>
  );
}
