import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Joins } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { tenancyTranslationRef } from './translation';

/** How the pods of a namespace join a mesh, in a few words. */
export function useJoinsText(): (joins: Joins) => string {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return ({ code, revision = '', tag }) => {
    switch (code) {
      case 'owned':
        return tag === undefined
          ? t('joins.owned', { revision: printable(revision) })
          : t('joins.tagged', {
              revision: printable(revision),
              tag: printable(tag),
            });
      case 'dangling-revision':
        return t('joins.dangling-revision', {
          revision: printable(revision),
        });
      default:
        return t(`joins.${code}`);
    }
  };
}
