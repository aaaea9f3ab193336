import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { printable } from '../../components/printable';
import { DriftSide } from './driftSides';
import { driftTranslationRef } from './translation';

/** A side of a difference as those know it who read it. */
export function useSideText(): (side: DriftSide) => string {
  const { t } = useTranslationRef(driftTranslationRef);
  return ({ code, number, object }) => {
    switch (code) {
      case 'variant':
        return t('side.variant', { number: String(number) });
      case 'missing':
        return t('side.missing');
      case 'shadowed':
      case 'winner':
        return t('side.other', { object: printable(object ?? '') });
      default:
        return t('side.own');
    }
  };
}
