import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  ClusterIdentities,
  Freshness,
  WorkloadIdentity,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StaleCell } from '../../components/StaleCell';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { clusterState, isAnswering } from '../../state/clusterState';
import { meshTranslationRef } from '../../translation';
import { serviceTranslationRef } from '../translation';
import { ClusterLabel } from '../ClusterLabel';
import styles from './TrustTables.module.css';

/** Who the workloads are to others, cluster by cluster. */
export function IdentitiesTable({
  parts,
  freshness,
}: {
  readonly parts: readonly ClusterIdentities[];
  readonly freshness: Freshness;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const rows = parts.flatMap(({ cluster, identities }) => {
    const shown: readonly (WorkloadIdentity | undefined)[] =
      identities.length > 0 ? identities : [undefined];
    return shown.map((identity, index) => ({ cluster, identity, index }));
  });
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('serviceTrust.identity.table')}>
        <TableHeader>
          <Column isRowHeader>
            {t('serviceTrust.identity.column.cluster')}
          </Column>
          <Column>{t('serviceTrust.identity.column.identity')}</Column>
          <Column>{t('serviceTrust.identity.column.pods')}</Column>
          <Column>{t('serviceTrust.identity.column.signedBy')}</Column>
        </TableHeader>
        <TableBody>
          {rows.map(({ cluster, identity, index }) => {
            const age = freshness.clusters.find(({ name }) => name === cluster);
            const seen = age !== undefined && isAnswering(age, freshness.now);
            return (
              <Row key={`${cluster} ${index}`} id={`${cluster} ${index}`}>
                <StaleCell stale={!seen} lead>
                  {seen ? (
                    <Verbatim>{cluster}</Verbatim>
                  ) : (
                    <ClusterLabel
                      cluster={cluster}
                      state={age ? clusterState(age, freshness.now) : 'unknown'}
                      freshness={freshness}
                    />
                  )}
                </StaleCell>
                <StaleCell stale={!seen}>
                  {identity ? (
                    <Identity identity={identity} />
                  ) : (
                    <Muted>{t('serviceTrust.identity.noPods')}</Muted>
                  )}
                </StaleCell>
                <StaleCell stale={!seen}>
                  {identity
                    ? format.count(identity.pods)
                    : common('unit.unknown')}
                </StaleCell>
                <Cell>
                  {identity?.controlPlane && (
                    <Verbatim>{`${identity.controlPlane.cluster} / ${identity.controlPlane.namespace} / ${identity.controlPlane.deployment}`}</Verbatim>
                  )}
                </Cell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
    </div>
  );
}

function Identity({ identity }: { readonly identity: WorkloadIdentity }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { spiffeId, guard, serviceAccount } = identity;
  return (
    <>
      {spiffeId !== undefined && <Verbatim>{spiffeId}</Verbatim>}
      {spiffeId === undefined && (
        <StateBadge
          state={guard === 'none' ? 'degraded' : 'unknown'}
          word={t(
            guard === 'none'
              ? 'serviceTrust.identity.none'
              : 'serviceTrust.identity.unknown',
          )}
        />
      )}
      <Muted as="div">
        {t('serviceTrust.identity.account', {
          account: printable(serviceAccount),
        })}
      </Muted>
      {guard === 'ztunnel' && (
        <Muted as="div">{t('serviceTrust.limited')}</Muted>
      )}
    </>
  );
}
