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
  changesCalls,
  ServiceCollisions,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import styles from '../FleetTable.module.css';
import { CollisionText } from './CollisionText';
import { driftTranslationRef } from './translation';

/** Services that a mesh takes for one although their copies do not fit together. */
export function CollisionsTable({
  collisions,
}: {
  readonly collisions: readonly ServiceCollisions[];
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('collisionsTitle')}>
        <TableHeader>
          <Column isRowHeader>{t('column.service')}</Column>
          <Column>{t('column.kind')}</Column>
          <Column>{t('column.merged')}</Column>
          <Column>{t('column.changes')}</Column>
        </TableHeader>
        <TableBody>
          {collisions.flatMap(({ service, merged, collisions: found }) =>
            found.map((collision, index) => {
              const id = `${serviceKey(service)} ${index}`;
              const changes = changesCalls(collision);
              return (
                <Row key={id} id={id}>
                  <Cell>
                    <Verbatim>{serviceKey(service)}</Verbatim>
                  </Cell>
                  <Cell>
                    <CollisionText collision={collision} />
                  </Cell>
                  <Cell>
                    {merged.map(({ controlPlane, clusters }) => (
                      <div key={Object.values(controlPlane).join('/')}>
                        <Verbatim>
                          {t('mergedBy', {
                            controlPlane: printable(
                              Object.values(controlPlane).join('/'),
                            ),
                            clusters: clusters.map(printable).join(', '),
                          })}
                        </Verbatim>
                      </div>
                    ))}
                  </Cell>
                  <Cell>
                    <StateBadge
                      state={changes ? 'degraded' : 'not-applicable'}
                      word={t(changes ? 'changes.yes' : 'changes.no')}
                    />
                  </Cell>
                </Row>
              );
            }),
          )}
        </TableBody>
      </TableRoot>
    </div>
  );
}
