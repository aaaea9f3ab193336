import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  NamespaceDetails,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { Fact, Facts } from '../../components/Facts';
import { KindName } from '../../components/KindName';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { WouldOwnText } from '../../entity/WouldOwnText';
import { meshTranslationRef } from '../../translation';
import { isolationState } from './isolationState';
import { QuotaFacts } from './QuotaFacts';
import { useVerdictText } from './useVerdictText';
import { tenancyTranslationRef } from './translation';

/** Owner, mesh, isolation, limits, policies and labels of a namespace. */
export function NamespaceFacts({
  details,
}: {
  readonly details: NamespaceDetails;
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const verdictText = useVerdictText();
  const { exists, tenant, verdict, isolation } = details;
  if (exists !== true)
    return (
      <EmptyBlock
        title={t(exists === false ? 'sheet.absent' : 'sheet.unseen')}
      />
    );
  const wrong = verdictText(verdict, tenant);
  return (
    <Facts>
      <Fact term={t('sheet.owner')}>
        {tenant === undefined ? (
          <StateBadge state="degraded" word={t('sheet.nobody')} />
        ) : (
          <TenantLink tenant={tenant} />
        )}
      </Fact>
      <Fact term={t('sheet.fleet')}>
        {wrong === undefined ? (
          t(verdict.code === 'owned-by' ? 'verdict.owned' : 'verdict.free', {
            tenant: tenant ?? '',
          })
        ) : (
          <StateBadge
            state={verdict.code === 'undecidable' ? 'unknown' : 'down'}
            word={<Verbatim>{wrong}</Verbatim>}
          />
        )}
      </Fact>
      <Fact term={t('sheet.joins')}>
        <WouldOwnText wouldOwn={details.owner} />
      </Fact>
      <Fact term={t('sheet.isolation')}>
        <StateBadge
          state={isolationState(isolation)}
          word={t(`isolation.${isolation.state}`)}
        />
        {isolation.state !== 'outside' && (
          <Muted as="div">
            {t(`mtls.${isolation.mtls}`)}, {t(`stranger.${isolation.stranger}`)}
          </Muted>
        )}
      </Fact>
      <Fact term={t('sheet.sees')}>{t(`scope.${isolation.scope}`)}</Fact>
      <Fact term={t('sheet.quota')}>
        <QuotaFacts quotas={details.quotas} />
      </Fact>
      <Fact term={t('sheet.policies')}>
        <Policies policies={details.policies} />
      </Fact>
      {details.mergedWithOthers.length > 0 && (
        <Fact term={t('sheet.merged')}>
          <Verbatim>
            {details.mergedWithOthers.map(serviceKey).join(', ')}
          </Verbatim>
          <Muted as="div">{t('sheet.mergedNote')}</Muted>
        </Fact>
      )}
      <Fact term={t('sheet.readBy')}>
        {details.readBy.map(({ controlPlane, reads }) => (
          <div key={Object.values(controlPlane).join('/')}>
            <Verbatim>{Object.values(controlPlane).join('/')}</Verbatim>{' '}
            {t(reads ? 'sheet.reads' : 'sheet.ignores')}
          </div>
        ))}
        {details.readBy.length === 0 && common('unit.none')}
      </Fact>
      <Fact term={t('sheet.labels')}>
        {details.labels.map(({ key, value }) => (
          <div key={key}>
            <code>
              <Verbatim>{`${key}: ${value}`}</Verbatim>
            </code>
          </div>
        ))}
        {details.labels.length === 0 && t('sheet.noLabels')}
      </Fact>
    </Facts>
  );
}

/** A tenant is a group of the catalog, by its name. */
function TenantLink({ tenant }: { readonly tenant: string }) {
  return (
    <EntityRefLink
      entityRef={stringifyEntityRef({
        kind: 'Group',
        namespace: 'default',
        name: tenant,
      })}
      defaultKind="group"
    />
  );
}

function Policies({
  policies,
}: {
  readonly policies: NamespaceDetails['policies'];
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  if (policies.length === 0) return <>{t('sheet.noPolicies')}</>;
  return (
    <>
      {policies.map(({ cluster, kind, namespace, name }) => (
        <Text as="div" key={`${cluster} ${kind} ${namespace}/${name}`}>
          <KindName>{kind}</KindName>{' '}
          <Verbatim>{`${namespace}/${name}`}</Verbatim>{' '}
          <Muted>
            <Verbatim>{cluster}</Verbatim>
            {kind === 'NetworkPolicy' && `, ${t('sheet.notEvaluated')}`}
          </Muted>
        </Text>
      ))}
    </>
  );
}
