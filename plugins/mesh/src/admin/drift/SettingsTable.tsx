import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { MeshDrift } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import styles from '../FleetTable.module.css';
import { driftTranslationRef } from './translation';

/** Settings of mesh config that the control planes of a mesh do not share. */
export function SettingsTable({
  mesh: { mesh, settings },
}: {
  readonly mesh: Pick<MeshDrift, 'mesh' | 'settings'>;
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('settingsTitle', { mesh: printable(mesh) })}>
        <TableHeader>
          <Column isRowHeader>{t('column.setting')}</Column>
          <Column>{t('column.sides')}</Column>
          <Column>{t('column.changes')}</Column>
        </TableHeader>
        <TableBody>
          {settings.map(({ field, severe, variants }) => (
            <Row key={field} id={field}>
              <Cell>
                <code>
                  <Verbatim>{field}</Verbatim>
                </code>
              </Cell>
              <Cell>
                {variants.map((members, index) => (
                  <div key={index}>
                    {t('variant', {
                      number: String(index + 1),
                      clusters: members
                        .map(({ cluster, controlPlane }) =>
                          printable(`${cluster} (${controlPlane})`),
                        )
                        .join(', '),
                    })}
                  </div>
                ))}
              </Cell>
              <Cell>
                <StateBadge
                  state={severe ? 'down' : 'degraded'}
                  word={t(severe ? 'severe' : 'changes.yes')}
                />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
