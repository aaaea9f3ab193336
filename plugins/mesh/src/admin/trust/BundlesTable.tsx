import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { TrustParty } from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { partyLabels } from '../../trust/partyLabels';
import { RootName } from '../../trust/RootName';
import styles from '../FleetTable.module.css';
import { fleetTrustTranslationRef } from './translation';

/** What the workloads of each cluster trust. Namespaces with the same roots are folded together. */
export function BundlesTable({
  parties,
}: {
  readonly parties: readonly TrustParty[];
}) {
  const { t } = useTranslationRef(fleetTrustTranslationRef);
  const labels = partyLabels(parties);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('bundles')}>
        <TableHeader>
          <Column isRowHeader>{t('column.cluster')}</Column>
          <Column>{t('column.domain')}</Column>
          <Column>{t('column.bundles')}</Column>
        </TableHeader>
        <TableBody>
          {parties.map((party, index) => (
            <Row key={labels[index]} id={labels[index]}>
              <Cell>
                <Verbatim>{labels[index]}</Verbatim>
                {!party.known && (
                  <div>
                    <StateBadge state="unknown" word={t('partyUnknown')} />
                  </div>
                )}
              </Cell>
              <Cell>
                <Domain party={party} />
              </Cell>
              <Cell>
                <Bundles party={party} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}

function Domain({ party }: { readonly party: TrustParty }) {
  const { t } = useTranslationRef(fleetTrustTranslationRef);
  const names = (items: readonly string[]) => items.map(printable).join(', ');
  const { trustDomain, aliases, furtherTrustDomains, anyTrustDomain } = party;
  return (
    <>
      {trustDomain === undefined ? (
        <StateBadge state="unknown" />
      ) : (
        <Verbatim>{trustDomain}</Verbatim>
      )}
      {aliases.length > 0 && (
        <Muted as="div">{t('aliases', { names: names(aliases) })}</Muted>
      )}
      {furtherTrustDomains.length > 0 && (
        <Muted as="div">
          {t('further', { names: names(furtherTrustDomains) })}
        </Muted>
      )}
      {anyTrustDomain && <Muted as="div">{t('anyDomain')}</Muted>}
    </>
  );
}

function Bundles({ party }: { readonly party: TrustParty }) {
  const { t } = useTranslationRef(fleetTrustTranslationRef);
  const format = useFormat();
  const { bundles, furtherRoots, hiddenRoots } = party;
  return (
    <>
      {bundles.length === 0 && t('noBundle')}
      {bundles.length > 1 && <StateBadge state="degraded" word={t('differ')} />}
      {bundles.map(({ certificates, namespaces }) => (
        <div key={certificates.map(({ fingerprint }) => fingerprint).join()}>
          {certificates.map(certificate => (
            <div key={certificate.fingerprint}>
              <RootName certificate={certificate} />
            </div>
          ))}
          <FoldedList
            title={t('bundle', {
              count: namespaces.length,
              value: format.count(namespaces.length),
            })}
          >
            <li>
              <Verbatim>{namespaces.join(', ')}</Verbatim>
            </li>
          </FoldedList>
        </div>
      ))}
      {furtherRoots.length > 0 && (
        <>
          <Muted as="div">{t('ofMeshConfig')}</Muted>
          {furtherRoots.map(certificate => (
            <div key={certificate.fingerprint}>
              <RootName certificate={certificate} />
            </div>
          ))}
        </>
      )}
      {hiddenRoots && <Muted as="div">{t('hidden')}</Muted>}
    </>
  );
}
