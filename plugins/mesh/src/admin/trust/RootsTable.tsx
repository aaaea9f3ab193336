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
  RootPlace,
  TrustRoot,
} from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { ExpiryText } from '../../trust/ExpiryText';
import { RootName } from '../../trust/RootName';
import styles from '../FleetTable.module.css';
import { ExpiryBar } from './ExpiryBar';
import { fleetTrustTranslationRef } from './translation';

/** All roots on one time line, the first to end first, each with where it is trusted. */
export function RootsTable({
  roots,
  now,
}: {
  readonly roots: readonly TrustRoot[];
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(fleetTrustTranslationRef);
  const ends = roots.flatMap(
    ({ certificate }) => certificate.content?.notAfter ?? [],
  );
  const longest = Math.max(0, ...ends.map(end => end - now));
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('inventory')}>
        <TableHeader>
          <Column isRowHeader>{t('column.root')}</Column>
          <Column>{t('column.ends')}</Column>
          <Column>{t('column.life')}</Column>
          <Column>{t('column.used')}</Column>
        </TableHeader>
        <TableBody>
          {roots.map(({ certificate, places }) => {
            const { content, fingerprint } = certificate;
            return (
              <Row key={fingerprint} id={fingerprint}>
                <Cell>
                  <RootName certificate={certificate} />
                  {content && content.issuer !== content.subject && (
                    <Muted as="div">
                      {t('issuer', {
                        issuer: printable(content.issuer),
                      })}
                    </Muted>
                  )}
                </Cell>
                <Cell>
                  <ExpiryText certificate={certificate} now={now} />
                </Cell>
                <Cell>
                  {content && longest > 0 && (
                    <ExpiryBar share={(content.notAfter - now) / longest} />
                  )}
                </Cell>
                <Cell>
                  <Places places={places} />
                </Cell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
    </div>
  );
}

/** Clusters that trust a root; what differs between the namespaces of one is behind a line. */
function Places({ places }: { readonly places: readonly RootPlace[] }) {
  const { t } = useTranslationRef(fleetTrustTranslationRef);
  const format = useFormat();
  const names = (items: readonly string[]) => items.map(printable).join(', ');
  return (
    <>
      {places.some(({ without }) => without.length > 0) && (
        <StateBadge state="degraded" word={t('partly')} />
      )}
      <FoldedList
        title={t('used', {
          count: places.length,
          value: format.count(places.length),
        })}
      >
        {places.map(({ cluster, ...place }) => (
          <li key={cluster}>
            <Verbatim>
              {t('place', {
                count: place.namespaces.length,
                cluster: printable(cluster),
                value: format.count(place.namespaces.length),
              })}
            </Verbatim>
            {place.without.length > 0 && (
              <div>
                {t('without', {
                  count: place.without.length,
                  value: format.count(place.without.length),
                  names: names(place.without),
                })}
              </div>
            )}
            {place.clusterTrustBundles.length > 0 && (
              <div>
                {t('trustBundles', {
                  count: place.clusterTrustBundles.length,
                  value: format.count(place.clusterTrustBundles.length),
                  names: names(place.clusterTrustBundles),
                })}
              </div>
            )}
            {place.meshConfigs.length > 0 && (
              <div>
                {t('meshConfigs', {
                  count: place.meshConfigs.length,
                  value: format.count(place.meshConfigs.length),
                  names: names(place.meshConfigs),
                })}
              </div>
            )}
          </li>
        ))}
      </FoldedList>
    </>
  );
}
