import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ObservedControlPlane,
  ServedCluster,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { proxySkew } from './proxySkew';
import { controlPlanesTranslationRef } from './translation';

/** Proxies of a control plane in one cluster, by version. */
export function ServedText({
  controlPlane,
  served,
}: {
  readonly controlPlane: ObservedControlPlane;
  readonly served: ServedCluster;
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const format = useFormat();
  const atLeast = !served.counted;
  const where = served.cluster === controlPlane.cluster ? 'serves' : 'remote';
  return (
    <div>
      {t('proxies', {
        count: served.all,
        value: format.count(served.all, { atLeast }),
      })}{' '}
      {t('inNamespaces', {
        count: served.namespaces,
        value: format.count(served.namespaces, { atLeast }),
      })}{' '}
      <Verbatim>{t(where, { cluster: printable(served.cluster) })}</Verbatim>
      {served.versions.map(({ version, proxies }) => (
        <div key={version ?? ''}>
          <Muted>
            <Verbatim>
              {t('version', {
                version: printable(version ?? t('versionUnknown')),
                value: format.count(proxies),
              })}
            </Verbatim>
          </Muted>{' '}
          <SkewText own={controlPlane.version} theirs={version} />
        </div>
      ))}
    </div>
  );
}

function SkewText({
  own,
  theirs,
}: {
  readonly own: string | undefined;
  readonly theirs: string | undefined;
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const skew = proxySkew(own, theirs);
  switch (skew.code) {
    case 'newer':
      return <StateBadge state="degraded" word={t('skew.newer')} />;
    case 'older':
      return (
        <StateBadge
          state="degraded"
          word={t('skew.older', { count: skew.minors })}
        />
      );
    default:
      return null;
  }
}
