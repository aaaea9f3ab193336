import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Link } from '@backstage/ui';
import { meshOperationReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { meshApiRef } from '../../api/meshApiRef';
import { Verbatim } from '../../components/Verbatim';
import { useOperationLink } from '../../hooks/useOperationLink';
import { PlanReview } from '../../plan/PlanReview';
import { DIRECTLY } from '../../plan/PlanRoute';
import { usePlan } from '../../plan/usePlan';
import { operationsTranslationRef } from '../../plan/translation';

/** Taking an operation back is an operation of its own: its plan is read before it is applied. */
export function UndoPage() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const mesh = useApi(meshApiRef);
  const navigate = useNavigate();
  const linkTo = useOperationLink();
  const { id = '' } = useParams();
  const request = useMemo(
    () => ({ intent: 'undo', parameters: { operation: id } } as const),
    [id],
  );
  const { state, again } = usePlan(request);
  const [acknowledged, setAcknowledged] = useState<string>();
  const [submitting, setSubmitting] = useState(false);
  const [error, setError] = useState<Error>();
  const planHash = state.code === 'planned' ? state.plan.hash : undefined;
  const ready = planHash !== undefined && acknowledged === planHash;

  const submit = async () => {
    if (!ready) return;
    setSubmitting(true);
    setError(undefined);
    try {
      // One undo of one plan, however often the button is pressed.
      const idempotencyKey = `undo/${id}/${planHash}`;
      const undo = await mesh.submit({ ...request, planHash, idempotencyKey });
      navigate(linkTo(undo.id));
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      setSubmitting(false);
    }
  };

  return (
    <Flex direction="column" gap="3">
      <Link href={linkTo(id)}>{t('operation.backToOperation')}</Link>
      <PlanReview
        state={state}
        permission={meshOperationReadPermission.name}
        routes={DIRECTLY}
        acknowledged={ready}
        onAcknowledge={route => setAcknowledged(route && planHash)}
        onAgain={again}
      />
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('operation.actFailed')}
          description={<Verbatim>{error.message}</Verbatim>}
        />
      )}
      {state.code === 'planned' && state.plan.applicable && (
        <div>
          <Button isDisabled={!ready || submitting} onPress={submit}>
            {t('operation.undoIn', { count: state.plan.checks.length })}
          </Button>
        </div>
      )}
    </Flex>
  );
}
