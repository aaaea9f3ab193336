import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Verbatim } from '../components/Verbatim';
import { serviceTranslationRef } from './translation';

/** Name of a mesh above what it has of a service. */
export function MeshHeading({ mesh }: { readonly mesh: string | undefined }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <Text as="h4" weight="bold">
      {mesh === undefined ? (
        t('endpoints.ofNoMesh')
      ) : (
        <>
          {t('endpoints.ofMesh')} <Verbatim>{mesh}</Verbatim>
        </>
      )}
    </Text>
  );
}
