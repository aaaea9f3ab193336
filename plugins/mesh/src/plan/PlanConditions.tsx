import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import { Plan } from '@meshwise/backstage-plugin-mesh-common';
import { Timestamp } from '../components/Timestamp';
import { Verbatim } from '../components/Verbatim';
import { operationsTranslationRef } from './translation';

/** What a plan needs besides consent, when it must end, and whether it can be taken back. */
export function PlanConditions({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { approval, endsAt, undo, createdAt } = plan;
  return (
    <Flex direction="column" gap="2">
      {approval && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('plan.approval.title')}
          description={
            <>
              <Verbatim>{approval.reason}</Verbatim> {t('plan.approval.who')}
            </>
          }
        />
      )}
      {endsAt !== undefined && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('plan.endsAt', {
            time: <Timestamp key="time" at={endsAt} now={createdAt} />,
          })}
        />
      )}
      {undo.code === 'exact' ? (
        <Alert
          role="status"
          status="success"
          icon
          title={t('plan.undo.exact')}
        />
      ) : (
        <Alert
          role="status"
          status="warning"
          icon
          title={t(`plan.undo.${undo.code}`)}
          description={<Verbatim>{undo.reason}</Verbatim>}
        />
      )}
    </Flex>
  );
}
