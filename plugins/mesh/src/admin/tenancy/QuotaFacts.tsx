import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NamespaceDetails } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { meshTranslationRef } from '../../translation';
import { tenancyTranslationRef } from './translation';

/** Limits of a namespace and what of them is used. */
export function QuotaFacts({
  quotas,
}: {
  readonly quotas: NamespaceDetails['quotas'];
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  if (quotas === 'unknown')
    return <StateBadge state="unknown" word={t('sheet.quotaUnknown')} />;
  if (quotas.length === 0)
    return <StateBadge state="degraded" word={t('sheet.noQuota')} />;
  return (
    <>
      {quotas.map(({ name, limits }) => (
        <div key={name}>
          <strong>
            <Verbatim>{name}</Verbatim>
          </strong>
          {limits.map(({ resource, hard, used }) => (
            <div key={resource}>
              <Verbatim>{resource}</Verbatim>{' '}
              {t('sheet.limit', {
                used:
                  used === undefined ? common('unit.unknown') : printable(used),
                hard: printable(hard),
              })}
            </div>
          ))}
        </div>
      ))}
    </>
  );
}
