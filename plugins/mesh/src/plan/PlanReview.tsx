import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { LoadFailed } from '../components/LoadFailed';
import { LoadingBlock } from '../components/LoadingBlock';
import { operationsTranslationRef } from './translation';
import { Acknowledgement } from './Acknowledgement';
import { PlanRoute } from './PlanRoute';
import { PlanView } from './PlanView';
import { Refusals } from './Refusals';
import { PlanState } from './usePlan';

/** A plan in each of its states, and the consent to it where it can be given. */
export function PlanReview(props: {
  readonly state: PlanState;
  /** Name of the permission that the plan needs, for who lacks it. */
  readonly permission: string;
  /** Ways to the clusters that are offered, the first one by default. */
  readonly routes: readonly PlanRoute[];
  readonly acknowledged: boolean;
  /** `undefined`: the consent is taken back. */
  readonly onAcknowledge: (route: PlanRoute | undefined) => void;
  readonly onAgain: () => void;
}) {
  const { state, routes, acknowledged, onAcknowledge, onAgain } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <Flex direction="column" gap="3">
      <Flex align="center" justify="between" gap="2">
        <Text as="h2" weight="bold">
          {t('plan.title')}
        </Text>
        {state.code !== 'incomplete' && state.code !== 'planning' && (
          <Button size="small" variant="secondary" onPress={onAgain}>
            {t('plan.again')}
          </Button>
        )}
      </Flex>
      <PlanBody state={state} permission={props.permission} onRetry={onAgain} />
      {state.code === 'planned' && (
        <Acknowledgement
          plan={state.plan}
          routes={routes}
          acknowledged={acknowledged}
          onChange={onAcknowledge}
        />
      )}
    </Flex>
  );
}

function PlanBody({
  state,
  permission,
  onRetry,
}: {
  readonly state: PlanState;
  readonly permission: string;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
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
            permission={permission}
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
