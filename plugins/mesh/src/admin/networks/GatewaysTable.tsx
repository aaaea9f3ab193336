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
  EastWestGateway,
  Gateways,
} from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { State } from '../../state/State';
import styles from '../FleetTable.module.css';
import { networksTranslationRef } from './translation';

/** Where each network is entered, who knows of it, and what it passes through. */
export function GatewaysTable({
  gateways: { gateways, foreign },
}: {
  readonly gateways: Gateways;
}) {
  const { t } = useTranslationRef(networksTranslationRef);
  const format = useFormat();
  if (gateways.length + foreign.length === 0)
    return <Muted>{t('noGateway')}</Muted>;
  const knownBy = (count: number) =>
    count === 0 ? (
      <StateBadge state="degraded" word={t('nobody')} />
    ) : (
      t('known', { count, value: format.count(count) })
    );
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('gateways')}>
        <TableHeader>
          <Column isRowHeader>{t('column.gateway')}</Column>
          <Column>{t('column.network')}</Column>
          <Column>{t('column.address')}</Column>
          <Column>{t('column.pods')}</Column>
          <Column>{t('column.hosts')}</Column>
          <Column>{t('column.known')}</Column>
        </TableHeader>
        <TableBody>
          {[
            ...gateways.map(gateway => {
              const { cluster, object, network, pods } = gateway;
              const id = `${cluster} ${object.kind} ${object.namespace}/${object.name}`;
              return (
                <Row key={id} id={id}>
                  <Cell>
                    <Verbatim>{cluster}</Verbatim>
                    <Muted as="div">
                      <Verbatim>{`${object.kind} ${object.namespace}/${object.name}`}</Verbatim>
                    </Muted>
                    <Muted as="div">
                      <Verbatim>{gateway.class}</Verbatim>
                    </Muted>
                  </Cell>
                  <Cell>
                    <Verbatim>{network}</Verbatim>
                  </Cell>
                  <Cell>
                    <Addresses gateway={gateway} />
                  </Cell>
                  <Cell>
                    <StateBadge
                      state={readiness(pods)}
                      word={`${format.count(pods.ready)}/${format.count(
                        pods.all,
                      )}`}
                    />
                  </Cell>
                  <Cell>
                    <Hosts hosts={gateway.hosts} />
                  </Cell>
                  <Cell>{knownBy(gateway.knownBy.length)}</Cell>
                </Row>
              );
            }),
            ...foreign.map(item => {
              const id = `${item.network} ${item.address}:${item.port}`;
              return (
                <Row key={id} id={id}>
                  <Cell>{t('foreign')}</Cell>
                  <Cell>
                    <Verbatim>{item.network}</Verbatim>
                  </Cell>
                  <Cell>
                    <Verbatim>{`${item.address}:${item.port}`}</Verbatim>
                  </Cell>
                  <Cell>
                    <StateBadge state="unknown" />
                  </Cell>
                  <Cell>{t('hostsUnknown')}</Cell>
                  <Cell>{knownBy(item.knownBy.length)}</Cell>
                </Row>
              );
            }),
          ]}
        </TableBody>
      </TableRoot>
    </div>
  );
}

function readiness({ all, ready }: EastWestGateway['pods']): State {
  if (ready === 0) return 'down';
  return ready < all ? 'degraded' : 'healthy';
}

function Addresses({ gateway }: { readonly gateway: EastWestGateway }) {
  const { t } = useTranslationRef(networksTranslationRef);
  if (gateway.addresses.length === 0)
    return <StateBadge state="down" word={t('noAddress')} />;
  return (
    <>
      {gateway.addresses.map(({ address, port, hbonePort }) => (
        <div key={`${address} ${port} ${hbonePort}`}>
          <Verbatim>{port === 0 ? address : `${address}:${port}`}</Verbatim>
          {hbonePort !== 0 && (
            <>
              {' '}
              <Muted>{t('hbone', { port: String(hbonePort) })}</Muted>
            </>
          )}
        </div>
      ))}
    </>
  );
}

function Hosts({ hosts }: { readonly hosts: EastWestGateway['hosts'] }) {
  const { t } = useTranslationRef(networksTranslationRef);
  if (hosts === undefined) return <Muted>{t('hostsUnknown')}</Muted>;
  if (hosts.length === 0)
    return <StateBadge state="degraded" word={t('noHosts')} />;
  const [first, ...others] = hosts;
  if (others.length === 0) return <Verbatim>{first}</Verbatim>;
  return (
    <FoldedList title={`${first} …`}>
      {hosts.map(host => (
        <li key={host}>
          <Verbatim>{host}</Verbatim>
        </li>
      ))}
    </FoldedList>
  );
}
