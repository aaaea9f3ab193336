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
  DriftedObject,
  MeshDrift,
  ObjectDrift,
} from '@meshwise/backstage-plugin-mesh-common';
import { KindName } from '../../components/KindName';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import styles from '../FleetTable.module.css';
import { driftSides, servedBy } from './driftSides';
import { useSideText } from './useSideText';
import { driftTranslationRef } from './translation';

/** Objects that are not the same in all primaries of a mesh, and who lives by which copy. */
export function DriftTable({
  mesh,
  objects,
}: {
  readonly mesh: MeshDrift;
  readonly objects: readonly DriftedObject[];
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('objectsTitle', { mesh: printable(mesh.mesh) })}>
        <TableHeader>
          <Column isRowHeader>{t('column.object')}</Column>
          <Column>{t('column.kind')}</Column>
          <Column>{t('column.sides')}</Column>
          <Column>{t('column.affected')}</Column>
        </TableHeader>
        <TableBody>
          {objects.flatMap(object =>
            object.drifts.map(drift => {
              const name = `${object.namespace}/${object.name}`;
              const id = `${object.kind} ${name} ${drift.code}`;
              return (
                <Row key={id} id={id}>
                  <Cell>
                    <KindName>{object.kind}</KindName>{' '}
                    <Verbatim>{name}</Verbatim>
                  </Cell>
                  <Cell>
                    <StateBadge
                      state="degraded"
                      word={t(`code.${drift.code}`)}
                    />
                  </Cell>
                  <Cell>
                    <Sides drift={drift} />
                  </Cell>
                  <Cell>
                    <Readers mesh={mesh} object={object} drift={drift} />
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

function Sides({ drift }: { readonly drift: ObjectDrift }) {
  const { t } = useTranslationRef(driftTranslationRef);
  const names = (items: readonly string[]) => items.map(printable).join(', ');
  switch (drift.code) {
    case 'missing':
      return (
        <>
          <div>{t('present', { clusters: names(drift.present) })}</div>
          <div>{t('missing', { clusters: names(drift.missing) })}</div>
          {drift.subsets && <Muted as="div">{t('subsets')}</Muted>}
        </>
      );
    case 'differs':
      return (
        <>
          {drift.variants.map((clusters, index) => (
            <div key={clusters.join()}>
              {t('variant', {
                number: String(index + 1),
                clusters: names(clusters),
              })}
            </div>
          ))}
          <Muted as="div">
            {t('fields')}{' '}
            {drift.fields.map(field => (
              <div key={field}>
                <code>
                  <Verbatim>{`spec.${field}`}</Verbatim>
                </code>
              </div>
            ))}
          </Muted>
        </>
      );
    case 'shadowed':
      return (
        <>
          <div>{t('effective', { clusters: names(drift.effective) })}</div>
          <div>
            {t('shadowedIn', {
              clusters: names(drift.shadowed),
              by: printable(drift.by),
            })}
          </div>
        </>
      );
    default:
      return (
        <>
          {drift.winners.map(({ cluster, object }) => (
            <div key={cluster}>
              {t('wins', {
                cluster: printable(cluster),
                object: printable(object),
              })}
            </div>
          ))}
        </>
      );
  }
}

/** Which clusters live by which side: their callers, or the workloads that are called. */
function Readers(props: {
  readonly mesh: MeshDrift;
  readonly object: DriftedObject;
  readonly drift: ObjectDrift;
}) {
  const { mesh, object, drift } = props;
  const { t } = useTranslationRef(driftTranslationRef);
  const sideText = useSideText();
  return (
    <>
      {driftSides(drift).map(side => {
        const clusters = servedBy(mesh, side.primaries);
        if (clusters.length === 0) return null;
        return (
          <div key={`${side.code} ${side.primaries.join()}`}>
            {t(`reads.${object.readBy}`, {
              clusters: clusters.map(printable).join(', '),
              side: sideText(side),
            })}
          </div>
        );
      })}
    </>
  );
}
