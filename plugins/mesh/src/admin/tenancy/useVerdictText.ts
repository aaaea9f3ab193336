import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TenancyVerdict } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { tenancyTranslationRef } from './translation';

/** What is wrong with the ownership of a namespace name, for a reader who knows of one tenant; `undefined` if nothing is. */
export function useVerdictText(): (
  verdict: TenancyVerdict,
  tenant: string | undefined,
) => string | undefined {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const names = (items: readonly string[]) => items.map(printable).join(', ');
  return (verdict, tenant) => {
    switch (verdict.code) {
      case 'conflict': {
        const others = verdict.tenants.filter(name => name !== tenant);
        const parts = [
          others.length > 0 &&
            t(tenant === undefined ? 'verdict.several' : 'verdict.others', {
              tenants: names(others),
            }),
          tenant !== undefined &&
            verdict.unowned.length > 0 &&
            t('verdict.unowned', { clusters: names(verdict.unowned) }),
        ];
        return parts.filter(Boolean).join('; ') || undefined;
      }
      case 'undecidable':
        return t('verdict.undecidable', {
          clusters: names(verdict.clusters),
        });
      default:
        return undefined;
    }
  };
}
