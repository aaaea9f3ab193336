import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { ServiceRef, serviceKey } from '@meshwise/backstage-plugin-mesh-common';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { operationsTranslationRef } from '../translation';

/** Effects that the reader is not shown: of services that were not looked at, and on clusters that the reader may not see. */
export function NotExamined({
  services,
  hidden,
}: {
  readonly services: readonly ServiceRef[];
  readonly hidden: number;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const format = useFormat();
  return (
    <>
      {services.length > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('effect.notExamined', {
            count: services.length,
            value: format.count(services.length),
          })}
          description={
            <Verbatim>{services.map(serviceKey).join(', ')}</Verbatim>
          }
        />
      )}
      {hidden > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('effect.hidden', {
            count: hidden,
            value: format.count(hidden),
          })}
        />
      )}
    </>
  );
}
