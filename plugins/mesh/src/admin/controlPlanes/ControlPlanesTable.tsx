import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, Row, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import {
  ClusterName,
  ObservedControlPlane,
} from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StaleCell } from '../../components/StaleCell';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { meshTranslationRef } from '../../translation';
import { ControlPlaneCount } from '../ControlPlaneCount';
import styles from '../FleetTable.module.css';
import { ServedText } from './ServedText';
import { controlPlanesTranslationRef } from './translation';

/** Every control plane with its version, its readiness and the proxies that run with it, remotes included. */
export function ControlPlanesTable(props: {
  readonly controlPlanes: readonly ObservedControlPlane[];
  readonly isStale: (cluster: ClusterName) => boolean;
}) {
  const { controlPlanes, isStale } = props;
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('table')}>
        <TableHeader>
          <Column isRowHeader>{t('column.controlPlane')}</Column>
          <Column>{t('column.version')}</Column>
          <Column>{t('column.proxies')}</Column>
          <Column>{t('column.pending')}</Column>
        </TableHeader>
        <TableBody>
          {controlPlanes.map(item => {
            const { cluster, namespace, deployment, tags } = item;
            const stale = isStale(cluster);
            const id = `${cluster}/${namespace}/${deployment}`;
            return (
              <Row key={id} id={id}>
                <StaleCell stale={stale} lead>
                  <Verbatim>{cluster}</Verbatim>
                  <Muted as="div">
                    <Verbatim>{`${namespace}/${deployment}`}</Verbatim>
                  </Muted>
                </StaleCell>
                <StaleCell stale={stale}>
                  <ControlPlaneCount controlPlanes={[item]} stale={stale} />
                  <Muted as="div">
                    <Verbatim>
                      {tags.length > 0
                        ? t('tags', {
                            tags: tags.map(printable).join(', '),
                          })
                        : t('noTags')}
                    </Verbatim>
                  </Muted>
                </StaleCell>
                <StaleCell stale={stale}>
                  {item.serves.map(served => (
                    <ServedText
                      key={served.cluster}
                      controlPlane={item}
                      served={served}
                    />
                  ))}
                  {item.serves.length === 0 && common('unit.none')}
                </StaleCell>
                <StaleCell stale={stale}>
                  <Pending controlPlane={item} />
                </StaleCell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
    </div>
  );
}

/** Pods that belong to another control plane as soon as they are created again, by namespace. */
function Pending({
  controlPlane,
}: {
  readonly controlPlane: ObservedControlPlane;
}) {
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const waiting = controlPlane.serves.flatMap(({ cluster, pending }) =>
    pending.map(item => ({ ...item, cluster })),
  );
  const pods = waiting.reduce((sum, item) => sum + item.pods, 0);
  if (pods === 0) return <>{t('nothingPending')}</>;
  return (
    <FoldedList title={common('pods.pending', { count: pods })}>
      {waiting.map(item => (
        <li key={`${item.cluster}/${item.namespace}`}>
          <Verbatim>
            {t('pending', {
              count: item.pods,
              value: format.count(item.pods),
              namespace: `${printable(item.cluster)}/${printable(
                item.namespace,
              )}`,
            })}
          </Verbatim>
        </li>
      ))}
    </FoldedList>
  );
}
