import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { ShadowedObject } from '@meshwise/backstage-plugin-mesh-common';
import { KindName } from '../../components/KindName';
import { Verbatim } from '../../components/Verbatim';
import { operationsTranslationRef } from '../translation';
import { CallerName } from './CallerEffects';

/** Configuration that would have no effect any more, or that the plan itself would write in vain. */
export function ShadowedObjects({
  shadowed,
}: {
  readonly shadowed: readonly ShadowedObject[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (shadowed.length === 0) return null;
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('effect.shadowed', { count: shadowed.length })}
      description={
        <ul>
          {shadowed.map(({ object, caller, reason }, index) => (
            <li key={index}>
              <KindName>{object.kind}</KindName>{' '}
              <Verbatim>{`${object.namespace}/${object.name}`}</Verbatim>{' '}
              <Verbatim>{`(${object.cluster})`}</Verbatim>
              {caller && (
                <>
                  {' '}
                  {t('effect.shadowedFor', {
                    caller: <CallerName key="caller" caller={caller} />,
                  })}
                </>
              )}
              {': '}
              <Verbatim>{reason}</Verbatim>
            </li>
          ))}
        </ul>
      }
    />
  );
}
