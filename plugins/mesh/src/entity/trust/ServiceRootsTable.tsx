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
  Instant,
  ServiceRoot,
  ServiceRootPlace,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { State } from '../../state/State';
import { serviceTranslationRef } from '../translation';
import { ExpiryText } from '../../trust/ExpiryText';
import { RootName } from '../../trust/RootName';
import styles from './TrustTables.module.css';

const OWN: { readonly [own in ServiceRootPlace['own']]: State } = {
  holds: 'healthy',
  lacks: 'degraded',
  'no-bundle': 'not-applicable',
  unknown: 'unknown',
};

/** The roots around a service: when they end, and in which clusters its own namespace starts with them. */
export function ServiceRootsTable({
  roots,
  now,
}: {
  readonly roots: readonly ServiceRoot[];
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('serviceTrust.roots.table')}>
        <TableHeader>
          <Column isRowHeader>{t('serviceTrust.roots.column.root')}</Column>
          <Column>{t('serviceTrust.roots.column.expiry')}</Column>
          <Column>{t('serviceTrust.roots.column.places')}</Column>
        </TableHeader>
        <TableBody>
          {roots.map(({ certificate, places }) => (
            <Row key={certificate.fingerprint} id={certificate.fingerprint}>
              <Cell className={styles.cell}>
                <RootName certificate={certificate} />
              </Cell>
              <Cell className={styles.cell}>
                <ExpiryText certificate={certificate} now={now} />
              </Cell>
              <Cell className={styles.cell}>
                <ul className={styles.list}>
                  {places.map(place => (
                    <li key={place.cluster}>
                      <Place place={place} />
                    </li>
                  ))}
                </ul>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}

function Place({ place }: { readonly place: ServiceRootPlace }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const { cluster, own, namespaces, without } = place;
  const { clusterTrustBundles, meshConfigs } = place;
  return (
    <>
      <StateBadge
        state={OWN[own]}
        word={t(`serviceTrust.roots.place.${own}`, {
          cluster: printable(cluster),
          value: format.count(namespaces),
        })}
      />
      {without > 0 && (
        <Muted as="div">
          {t('serviceTrust.roots.without', { value: format.count(without) })}
        </Muted>
      )}
      {clusterTrustBundles.length > 0 && (
        <Muted as="div">
          {t('serviceTrust.roots.clusterTrustBundle', {
            names: clusterTrustBundles.map(printable).join(', '),
          })}
        </Muted>
      )}
      {meshConfigs.length > 0 && (
        <Muted as="div">
          {t('serviceTrust.roots.meshConfig', {
            names: meshConfigs.map(printable).join(', '),
          })}
        </Muted>
      )}
    </>
  );
}
