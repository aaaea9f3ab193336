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
import { meshTranslationRef } from '../../translation';
import { partyLabels } from '../../trust/partyLabels';
import { RootName } from '../../trust/RootName';
import styles from '../FleetTable.module.css';

/** What the workloads of each cluster trust. Namespaces with the same roots are folded together. */
export function BundlesTable({
  parties,
}: {
  readonly parties: readonly TrustParty[];
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const labels = partyLabels(parties);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('fleetTrust.bundles')}>
        <TableHeader>
          <Column isRowHeader>{t('fleetTrust.column.cluster')}</Column>
          <Column>{t('fleetTrust.column.domain')}</Column>
          <Column>{t('fleetTrust.column.bundles')}</Column>
        </TableHeader>
        <TableBody>
          {parties.map((party, index) => (
            <Row key={labels[index]} id={labels[index]}>
              <Cell>
                <Verbatim>{labels[index]}</Verbatim>
                {!party.known && (
                  <div>
                    <StateBadge
                      state="unknown"
                      word={t('fleetTrust.partyUnknown')}
                    />
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
  const { t } = useTranslationRef(meshTranslationRef);
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
        <Muted as="div">
          {t('fleetTrust.aliases', { names: names(aliases) })}
        </Muted>
      )}
      {furtherTrustDomains.length > 0 && (
        <Muted as="div">
          {t('fleetTrust.further', { names: names(furtherTrustDomains) })}
        </Muted>
      )}
      {anyTrustDomain && <Muted as="div">{t('fleetTrust.anyDomain')}</Muted>}
    </>
  );
}

function Bundles({ party }: { readonly party: TrustParty }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const { bundles, furtherRoots, hiddenRoots } = party;
  return (
    <>
      {bundles.length === 0 && t('fleetTrust.noBundle')}
      {bundles.length > 1 && (
        <StateBadge state="degraded" word={t('fleetTrust.differ')} />
      )}
      {bundles.map(({ certificates, namespaces }) => (
        <div key={certificates.map(({ fingerprint }) => fingerprint).join()}>
          {certificates.map(certificate => (
            <div key={certificate.fingerprint}>
              <RootName certificate={certificate} />
            </div>
          ))}
          <FoldedList
            title={t('fleetTrust.bundle', {
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
          <Muted as="div">{t('fleetTrust.ofMeshConfig')}</Muted>
          {furtherRoots.map(certificate => (
            <div key={certificate.fingerprint}>
              <RootName certificate={certificate} />
            </div>
          ))}
        </>
      )}
      {hiddenRoots && <Muted as="div">{t('fleetTrust.hidden')}</Muted>}
    </>
  );
}
