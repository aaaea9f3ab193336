import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { WouldOwn } from '@meshwise/backstage-plugin-mesh-common';
import { ControlPlaneText } from '../components/ControlPlaneText';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { serviceTranslationRef } from './translation';

/** Which control plane would inject a pod created now, or why none would. */
export function WouldOwnText({ wouldOwn }: { readonly wouldOwn: WouldOwn }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  switch (wouldOwn.code) {
    case 'owned':
      return (
        <>
          <ControlPlaneText controlPlane={wouldOwn.controlPlane} />
          {wouldOwn.tag !== undefined && (
            <>
              <br />
              <Verbatim>{t('control.tag', { tag: wouldOwn.tag })}</Verbatim>
            </>
          )}
        </>
      );
    case 'not-injected':
      return (
        <>
          <StateBadge
            state="not-applicable"
            word={t('control.would.not-injected')}
          />
          <br />
          <Verbatim>{wouldOwn.reason}</Verbatim>
        </>
      );
    case 'conflict':
      return (
        <>
          <StateBadge state="degraded" word={t('control.would.conflict')} />
          {wouldOwn.webhooks.map(webhook => (
            <div key={webhook.name}>
              <Verbatim>{webhook.name}</Verbatim>
            </div>
          ))}
        </>
      );
    case 'dangling-revision':
      return (
        <>
          <StateBadge
            state="down"
            word={t('control.would.dangling-revision')}
          />
          <br />
          <Verbatim>{wouldOwn.revision}</Verbatim>
        </>
      );
    case 'ambient':
      return <>{t('control.would.ambient')}</>;
    default:
      return (
        <>
          <StateBadge state="unknown" />
          <br />
          <Verbatim>{wouldOwn.reason}</Verbatim>
        </>
      );
  }
}
