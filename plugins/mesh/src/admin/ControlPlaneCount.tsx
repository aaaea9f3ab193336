import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ControlPlane } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { State } from '../state/State';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';

/** The control planes of a cluster with their versions and readiness. */
export function ControlPlaneCount({
  controlPlanes,
  stale,
}: {
  readonly controlPlanes: readonly ControlPlane[];
  /** The data is not confirmed: readiness is the last one known. */
  readonly stale: boolean;
}) {
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  if (controlPlanes.length === 0) return <>{common('unit.none')}</>;
  return (
    <>
      {controlPlanes.map(controlPlane => (
        <div key={`${controlPlane.namespace}/${controlPlane.revision}`}>
          <StateBadge
            state={stale ? 'stale' : readiness(controlPlane)}
            word={
              <Verbatim>
                {t('fleet.controlPlane', {
                  version: controlPlane.version ?? common('unit.unknown'),
                  revision: controlPlane.revision,
                  ready: format.count(controlPlane.ready),
                  replicas: format.count(controlPlane.replicas),
                })}
              </Verbatim>
            }
          />
        </div>
      ))}
    </>
  );
}

function readiness({ ready, replicas }: ControlPlane): State {
  if (replicas === 0) return 'not-applicable';
  if (ready === 0) return 'down';
  return ready < replicas ? 'degraded' : 'healthy';
}
