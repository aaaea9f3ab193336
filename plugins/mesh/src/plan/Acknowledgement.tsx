import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Checkbox, Flex, Radio, RadioGroup } from '@backstage/ui';
import { Plan } from '@meshwise/backstage-plugin-mesh-common';
import { useState } from 'react';
import { useFormat } from '../components/useFormat';
import { operationsTranslationRef } from './translation';
import { isOpen, PlanRoute } from './PlanRoute';

const ACTS = ['create', 'update', 'delete', 'unchanged'] as const;

/**
 * The user's consent to a plan and to the way it gets to the clusters. Not offered for a plan that none of the offered
 * ways is open to. Another way takes the consent back.
 */
export function Acknowledgement(props: {
  readonly plan: Plan;
  readonly routes: readonly PlanRoute[];
  readonly acknowledged: boolean;
  readonly onChange: (route: PlanRoute | undefined) => void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const format = useFormat();
  const { plan, routes, acknowledged, onChange } = props;
  const [chosen, setChosen] = useState<PlanRoute>();
  const open = routes.filter(route => isOpen(route, plan));
  const route = open.find(candidate => candidate === chosen) ?? open[0];
  if (route === undefined) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('plan.notApplicable.title')}
        description={t(
          plan.proposable
            ? 'plan.notApplicable.proposable'
            : 'plan.notApplicable.cure',
        )}
      />
    );
  }
  const scope = ACTS.flatMap(act => {
    const count = plan.changes.filter(change => change.act === act).length;
    return count === 0
      ? []
      : [t(`plan.scope.${act}`, { count, value: format.count(count) })];
  }).join(', ');
  const reached = plan.checks.filter(({ code }) => code !== 'unreachable');
  return (
    <Flex direction="column" gap="3">
      {routes.length > 1 && (
        <RadioGroup
          label={t('plan.route.title')}
          description={
            open.length < routes.length ? t('plan.route.closed') : undefined
          }
          value={route}
          onChange={next => {
            setChosen(routes.find(candidate => candidate === next));
            onChange(undefined);
          }}
        >
          {routes.map(candidate => (
            <Radio
              key={candidate}
              value={candidate}
              isDisabled={!open.includes(candidate)}
            >
              {t(`plan.route.${candidate}`)}
            </Radio>
          ))}
        </RadioGroup>
      )}
      <Checkbox
        isSelected={acknowledged}
        onChange={yes => onChange(yes ? route : undefined)}
      >
        {t('plan.acknowledge', { count: reached.length, scope })}
      </Checkbox>
    </Flex>
  );
}
