import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { meshNamespaceOnboardPermission } from '@meshwise/backstage-plugin-mesh-common';
import { useEffect, useRef } from 'react';
import { LoadFailed } from '../components/LoadFailed';
import { LoadingBlock } from '../components/LoadingBlock';
import { meshTranslationRef } from '../translation';
import { Acknowledgement } from './Acknowledgement';
import { FieldFrame } from './FieldFrame';
import { planRequestOf } from './planRequestOf';
import { PlanView } from './PlanView';
import { Refusals } from './Refusals';
import { PlanState, usePlan } from './usePlan';

/** Value of the plan step: which plan the user has read and wants applied. @public */
export interface AcknowledgedPlan {
  readonly planHash: string;
  readonly acknowledged: boolean;
}

/** Options of the field in a template, under `ui:options`. */
export interface MeshPlanPreviewOptions {
  /** Intent to plan, e.g. `onboard-namespace`. Its input is taken from the answers of the same names. */
  readonly intent?: string;
}

/**
 * The last step of a template: what the answers would do, before anything is done. Every new plan takes back the
 * consent to an earlier one.
 */
export function MeshPlanPreview(
  field: FieldExtensionComponentProps<AcknowledgedPlan, MeshPlanPreviewOptions>,
) {
  const { formData, formContext, uiSchema, onChange } = field;
  const { t } = useTranslationRef(meshTranslationRef);
  const request = planRequestOf(
    uiSchema['ui:options']?.intent ?? '',
    formContext?.formData,
  );
  const { state, again } = usePlan(request);
  const latestOnChange = useRef(onChange);
  latestOnChange.current = onChange;
  const readable = state.code === 'planned' ? state.plan.hash : undefined;

  useEffect(() => {
    latestOnChange.current(undefined);
  }, [readable]);

  return (
    <FieldFrame field={field}>
      <Flex direction="column" gap="3">
        <Flex align="center" justify="between" gap="2">
          <Text as="h2" weight="bold">
            {t('plan.title')}
          </Text>
          {request && state.code !== 'planning' && (
            <Button size="small" variant="secondary" onPress={again}>
              {t('plan.again')}
            </Button>
          )}
        </Flex>
        <PlanBody state={state} onRetry={again} />
        {state.code === 'planned' && (
          <Acknowledgement
            plan={state.plan}
            acknowledged={
              formData?.acknowledged === true &&
              formData.planHash === state.plan.hash
            }
            onChange={acknowledged =>
              onChange(
                acknowledged
                  ? { planHash: state.plan.hash, acknowledged }
                  : undefined,
              )
            }
          />
        )}
      </Flex>
    </FieldFrame>
  );
}

function PlanBody({
  state,
  onRetry,
}: {
  readonly state: PlanState;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  switch (state.code) {
    case 'incomplete':
      return (
        <Alert role="status" status="info" icon title={t('plan.incomplete')} />
      );
    case 'planning':
      return (
        <div aria-live="polite">
          <Text>{t('plan.planning')}</Text>
          <LoadingBlock rows={6} />
        </div>
      );
    case 'failed':
      return (
        <>
          <LoadFailed
            error={state.error}
            permission={meshNamespaceOnboardPermission.name}
            keepsData={false}
            onRetry={onRetry}
          />
          <Text>{t('plan.nothingChanged')}</Text>
        </>
      );
    case 'refused':
      return <Refusals refusals={state.refusals} />;
    case 'expired':
      return (
        <>
          <Alert role="alert" status="warning" icon title={t('plan.expired')} />
          <PlanView plan={state.plan} />
        </>
      );
    default:
      return <PlanView plan={state.plan} />;
  }
}
