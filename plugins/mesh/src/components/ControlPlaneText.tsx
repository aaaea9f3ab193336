import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ControlPlaneRef } from '@meshwise/backstage-plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import { Verbatim } from './Verbatim';

/** A control plane in one line: where it runs, its version and revision. */
export function ControlPlaneText({
  controlPlane,
}: {
  readonly controlPlane: ControlPlaneRef;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { cluster, namespace, revision, version } = controlPlane;
  return (
    <>
      <Verbatim>{`${
        cluster ?? t('controlPlane.clusterUnknown')
      } / ${namespace}`}</Verbatim>
      <br />
      {version === undefined ? (
        t('controlPlane.versionUnknown')
      ) : (
        <Verbatim>{version}</Verbatim>
      )}{' '}
      <Verbatim>{t('controlPlane.revision', { revision })}</Verbatim>
    </>
  );
}
