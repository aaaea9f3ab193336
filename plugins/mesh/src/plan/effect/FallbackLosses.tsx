import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  FallbackLoss,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import { Verbatim } from '../../components/Verbatim';
import { operationsTranslationRef } from '../translation';
import { CallerName } from './CallerEffects';

/** Callers that will have nowhere to go when the hosts they use fail. */
export function FallbackLosses({
  losses,
}: {
  readonly losses: readonly FallbackLoss[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (losses.length === 0) return null;
  return (
    <Alert
      role="status"
      status="danger"
      icon
      title={t('effect.losesFallback', { count: losses.length })}
      description={
        <ul>
          {losses.map(({ caller, service, before, after }, index) => (
            <li key={index}>
              <strong>
                <Verbatim>{serviceKey(service)}</Verbatim>
              </strong>
              {', '}
              <CallerName caller={caller} />
              {': '}
              <Verbatim>{before}</Verbatim>
              {' → '}
              <Verbatim>{after}</Verbatim>
            </li>
          ))}
        </ul>
      }
    />
  );
}
