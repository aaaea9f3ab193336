import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Certificate } from '@meshwise/backstage-plugin-mesh-common';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { Fingerprint } from './Fingerprint';

/** A root by the most specific part of its name, and its fingerprint: roots of the same name are different roots. */
export function RootName({
  certificate,
}: {
  readonly certificate: Certificate;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { content, fingerprint } = certificate;
  const name = content?.subject.split(', ').pop()?.replace(/^CN=/, '');
  return (
    <>
      {name === undefined ? (
        t('trust.rootUnreadable')
      ) : (
        <Verbatim>{name}</Verbatim>
      )}{' '}
      <Fingerprint>{fingerprint}</Fingerprint>
    </>
  );
}
