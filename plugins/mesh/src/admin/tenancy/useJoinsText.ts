import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Joins } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { meshTranslationRef } from '../../translation';

/** How the pods of a namespace join a mesh, in a few words. */
export function useJoinsText(): (joins: Joins) => string {
  const { t } = useTranslationRef(meshTranslationRef);
  return ({ code, revision = '', tag }) => {
    switch (code) {
      case 'owned':
        return tag === undefined
          ? t('tenancy.joins.owned', { revision: printable(revision) })
          : t('tenancy.joins.tagged', {
              revision: printable(revision),
              tag: printable(tag),
            });
      case 'dangling-revision':
        return t('tenancy.joins.dangling-revision', {
          revision: printable(revision),
        });
      default:
        return t(`tenancy.joins.${code}`);
    }
  };
}
