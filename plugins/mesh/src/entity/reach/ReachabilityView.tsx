import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import {
  Answered,
  meshServiceReadPermission,
  ReachFilter,
  ReachView,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { LiveAnswer } from '../../components/LiveAnswer';
import { Muted } from '../../components/Muted';
import { usePageParams } from '../../hooks/usePageParams';
import { useReach } from '../../hooks/useReach';
import { serviceTranslationRef } from '../translation';
import { callerKey, ReachClientChoice } from './ReachClientChoice';
import { ReachMatrix } from './ReachMatrix';
import { ReachTrace } from './ReachTrace';

/** From where the service is reached and how; for one client and one cluster, why. `client`, `from` and `to` are in the page address. */
export function ReachabilityView({
  service,
}: {
  readonly service: ServiceRef;
}) {
  const [params] = usePageParams();
  const live = useReach(service, filterOf(params));
  return (
    <LiveAnswer
      live={live}
      rows={6}
      permission={meshServiceReadPermission.name}
      quiet
    >
      {(_, answer) => <Reachability answer={answer} />}
    </LiveAnswer>
  );
}

function filterOf(params: URLSearchParams): ReachFilter {
  const client = params.get('client');
  const from = params.get('from');
  return { ...(client && { client }), ...(client && from && { from }) };
}

function Reachability({ answer }: { readonly answer: Answered<ReachView> }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const [params, change] = usePageParams();
  const { value: view, freshness } = answer;
  const { targets, rows, chosen } = view;
  if (targets.length === 0)
    return (
      <EmptyBlock
        title={t('reach.empty.targets')}
        description={t('reach.empty.targetsCure')}
      />
    );
  if (rows.every(({ caller, seen }) => !caller && seen))
    return (
      <EmptyBlock
        title={t('reach.empty.clients')}
        description={t('reach.empty.clientsCure')}
      />
    );
  const to =
    targets.find(target => target === params.get('to')) ??
    chosen?.traces.find(({ reach }) => reach.value.verdict === 'no')?.to ??
    targets[0];
  const trace = chosen?.traces.find(candidate => candidate.to === to);
  return (
    <Flex direction="column" gap="4">
      {rows.length === 1 && targets.length === 1 && (
        <Muted as="p">{t('reach.empty.single')}</Muted>
      )}
      <ReachMatrix
        view={view}
        onChoose={(from, target) =>
          change({
            client: from,
            to: target,
            ...(from === chosen?.cluster ? {} : { from: undefined }),
          })
        }
      />
      <Muted as="p">
        {t('reach.hint')} {t('reach.honesty')}
      </Muted>
      <ReachClientChoice
        view={view}
        chosen={chosen}
        to={to}
        onChange={change}
      />
      {chosen?.caller && trace ? (
        <ReachTrace
          client={`${chosen.cluster} ${callerKey(chosen.caller)}`}
          from={chosen.cluster}
          to={to}
          reach={trace.reach}
          freshness={freshness}
        />
      ) : (
        <Alert role="status" status="info" icon title={t('reach.notFound')} />
      )}
    </Flex>
  );
}
