import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Muted } from '../../components/Muted';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import { accessState, ShownVerdict } from './accessState';

/** Whether a client is let in, and what it depends on. */
export function VerdictBadge({ verdict }: { readonly verdict: ShownVerdict }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const word =
    verdict.code === 'depends'
      ? t('serviceTrust.access.verdict.depends', {
          on: verdict.on.map(printable).join(', '),
        })
      : t(`serviceTrust.access.verdict.${verdict.code}`);
  return (
    <>
      <StateBadge state={accessState(verdict)} word={word} />
      {verdict.code === 'unknown' && (
        <Muted as="div">
          <Verbatim>{verdict.reason}</Verbatim>
        </Muted>
      )}
    </>
  );
}
