import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  ClusterGovernance,
  ServiceView,
} from '@meshwise/backstage-plugin-mesh-common';
import { ControlPlaneText } from '../components/ControlPlaneText';
import { EmptyBlock } from '../components/EmptyBlock';
import { Muted } from '../components/Muted';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import styles from './EndpointsTable.module.css';
import { OwnedPodsList } from './OwnedPodsList';
import { WouldOwnText } from './WouldOwnText';

/** Which control plane owns the pods now, which one would own a pod created now, and which pods wait for a restart. */
export function ControlPlanesView({ view }: { readonly view: ServiceView }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { clusters } = view.governance;
  if (clusters.length === 0) {
    return (
      <EmptyBlock
        title={t('control.empty.title')}
        description={t('control.empty.reason')}
      />
    );
  }
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('control.table')}>
        <TableHeader>
          <Column isRowHeader>{t('control.column.cluster')}</Column>
          <Column>{t('control.column.owns')}</Column>
          <Column>{t('control.column.wouldOwn')}</Column>
          <Column>{t('control.column.pending')}</Column>
          <Column>{t('control.column.config')}</Column>
          <Column>{t('control.column.contact')}</Column>
        </TableHeader>
        <TableBody>
          {clusters.map(cluster => (
            <Row key={cluster.cluster} id={cluster.cluster}>
              <Cell>
                <Verbatim>{cluster.cluster}</Verbatim>
              </Cell>
              <Cell>
                <Owns cluster={cluster} />
              </Cell>
              <Cell>
                <WouldOwnText wouldOwn={cluster.wouldOwn} />
              </Cell>
              <Cell>
                <Pending cluster={cluster} />
              </Cell>
              <Cell>
                {cluster.configCluster === undefined ? (
                  t('control.configUnknown')
                ) : (
                  <Verbatim>{cluster.configCluster}</Verbatim>
                )}
              </Cell>
              <Cell>
                <Contacts view={view} cluster={cluster.cluster} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
      <Muted as="p">{t('control.note')}</Muted>
    </div>
  );
}

function Owns({ cluster }: { readonly cluster: ClusterGovernance }) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (cluster.owns.length === 0) return <>{t('control.noPods')}</>;
  return (
    <>
      {cluster.owns.map((owned, index) => (
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

function Pending({ cluster }: { readonly cluster: ClusterGovernance }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const pending = cluster.owns.filter(owned => owned.pendingRestart);
  if (cluster.wouldOwn.code === 'unknown')
    return <StateBadge state="unknown" />;
  if (pending.length === 0)
    return (
      <StateBadge state="not-applicable" word={t('control.nonePending')} />
    );
  return <OwnedPodsList pods={pending.flatMap(owned => owned.pods)} />;
}

function Contacts({
  view,
  cluster,
}: {
  readonly view: ServiceView;
  readonly cluster: string;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const contact = Object.hasOwn(view.contacts, cluster)
    ? view.contacts[cluster]
    : undefined;
  if (contact === undefined || contact.ownerRefs.length === 0)
    return <>{t('control.noContact')}</>;
  return (
    <EntityRefLinks entityRefs={[...contact.ownerRefs]} defaultKind="group" />
  );
}
