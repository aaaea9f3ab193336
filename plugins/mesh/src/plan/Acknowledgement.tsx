import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Checkbox } from '@backstage/ui';
import { Plan } from '@meshwise/backstage-plugin-mesh-common';
import { useFormat } from '../components/useFormat';
import { meshTranslationRef } from '../translation';

const ACTS = ['create', 'update', 'delete', 'unchanged'] as const;

/** The user's consent to a plan. Not offered for a plan that cannot be applied. */
export function Acknowledgement(props: {
  readonly plan: Plan;
  readonly acknowledged: boolean;
  readonly onChange: (acknowledged: boolean) => void;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const { plan, acknowledged, onChange } = props;
  if (!plan.applicable) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('plan.notApplicable.title')}
        description={t('plan.notApplicable.cure')}
      />
    );
  }
  const scope = ACTS.flatMap(act => {
    const count = plan.changes.filter(change => change.act === act).length;
    return count === 0
      ? []
      : [t(`plan.scope.${act}`, { count, value: format.count(count) })];
  }).join(', ');
  return (
    <Checkbox isSelected={acknowledged} onChange={onChange}>
      {t('plan.acknowledge', { count: plan.checks.length, scope })}
    </Checkbox>
  );
}
