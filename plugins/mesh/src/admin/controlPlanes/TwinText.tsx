import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TwinEquality } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { controlPlanesTranslationRef } from './translation';

/** How far a standby is the same as the control plane that it stands by for. */
export function TwinText({ equality }: { readonly equality: TwinEquality }) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const { version, settings, roots, configuration } = equality;
  const differences = [
    !version && t('twin.version'),
    settings.length > 0 &&
      t('twin.settings', {
        fields: settings.map(printable).join(', '),
      }),
    roots === false && t('twin.roots'),
    !configuration && t('twin.configuration'),
  ].filter(item => item !== false);
  if (differences.length > 0)
    return (
      <StateBadge
        state="degraded"
        word={<Verbatim>{differences.join(', ')}</Verbatim>}
      />
    );
  return roots === 'unknown' ? (
    <StateBadge state="unknown" word={t('twin.rootsUnknown')} />
  ) : (
    <StateBadge state="healthy" word={t('twin.equal')} />
  );
}
