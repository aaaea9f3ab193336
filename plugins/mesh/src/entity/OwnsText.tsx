import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ClusterGovernance } from '@meshwise/backstage-plugin-mesh-common';
import { ControlPlaneText } from '../components/ControlPlaneText';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { serviceTranslationRef } from './translation';

/** The control planes that rendered the running sidecars, each with its number of pods. */
export function OwnsText({
  owns,
  seen,
}: {
  readonly owns: ClusterGovernance['owns'];
  readonly seen: boolean;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  if (owns.length === 0)
    return <>{seen ? t('control.noPods') : common('unit.unknown')}</>;
  return (
    <>
      {owns.map((owned, index) => (
        <div key={index}>
          {owned.controlPlane ? (
            <ControlPlaneText controlPlane={owned.controlPlane} />
          ) : (
            <Verbatim>{owned.revision ?? t('endpoints.noSidecar')}</Verbatim>
          )}
          <br />
          {t('control.pods', { count: owned.pods.length })}
        </div>
      ))}
    </>
  );
}
