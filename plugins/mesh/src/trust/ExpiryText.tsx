import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Certificate, Instant } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { meshTranslationRef } from '../translation';
import { expiryState } from './expiryState';

/** When a certificate ends, as date and as time left. A date does not go stale, so it is shown as such even of a silent cluster. */
export function ExpiryText({
  certificate,
  now,
}: {
  readonly certificate: Certificate;
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const { content } = certificate;
  const state = expiryState(certificate, now);
  if (!content)
    return <StateBadge state={state} word={t('trust.expiryUnknown')} />;
  const { notBefore, notAfter } = content;
  if (now < notBefore)
    return (
      <StateBadge
        state="degraded"
        word={t('trust.notYet', { date: format.date(notBefore) })}
      />
    );
  const date = format.date(notAfter);
  const word =
    notAfter > now
      ? t('trust.expires', { date, left: format.duration(notAfter - now) })
      : t('trust.expired', { date, age: format.duration(now - notAfter) });
  return (
    <time dateTime={new Date(notAfter).toISOString()}>
      <StateBadge state={state} word={word} />
    </time>
  );
}
