import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FlowMember } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { State } from '../../state/State';
import { meshTranslationRef } from '../../translation';
import { controlPlanesTranslationRef } from './translation';

/** A control plane of a flow: where it runs, its version, and the proxies of the flow that belong to it. */
export function MemberText({
  member,
  stale,
}: {
  readonly member: FlowMember;
  /** The data is not confirmed: readiness is the last one known. */
  readonly stale: boolean;
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const { controlPlane, revision, version, ready, replicas } = member;
  return (
    <>
      <StateBadge
        state={stale ? 'stale' : readiness(member)}
        word={
          <Verbatim>
            {t('member', {
              revision: printable(revision),
              version: printable(version ?? common('unit.unknown')),
              ready: format.count(ready),
              replicas: format.count(replicas),
            })}
          </Verbatim>
        }
      />
      <Muted as="div">
        <Verbatim>{`${controlPlane.cluster} / ${controlPlane.namespace}`}</Verbatim>
        {', '}
        {t('memberProxies', {
          count: member.proxies,
          value: format.count(member.proxies),
          ready: format.count(member.readyProxies),
        })}
        {', '}
        {t(`by.${member.by}`)}
      </Muted>
    </>
  );
}

function readiness({
  ready,
  replicas,
}: Pick<FlowMember, 'ready' | 'replicas'>): State {
  if (replicas === 0) return 'not-applicable';
  if (ready === 0) return 'down';
  return ready < replicas ? 'degraded' : 'healthy';
}
