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
  FieldVariant,
  ServiceDrift,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import styles from './FieldComparison.module.css';

/** The differing fields of an object, a column for each variant, the most common one first. */
export function FieldComparison({ drift }: { readonly drift: ServiceDrift }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { kind, namespace, name, fields } = drift;
  const [first] = fields;
  const alike = fields.some(({ variants }) =>
    variants.every(
      ({ code, text }) => code === 'shown' && text === variants[0].text,
    ),
  );
  return (
    <div className={styles.region}>
      <TableRoot
        aria-label={t('config.drift.table', {
          object: `${kind} ${printable(`${namespace}/${name}`)}`,
        })}
      >
        <TableHeader>
          <Column isRowHeader>{t('config.drift.field')}</Column>
          {first.variants.map(({ clusters }) => (
            <Column key={clusters.join()}>
              {clusters.map(printable).join(', ')}
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          {fields.map(({ field, variants }) => (
            <Row key={field} id={field}>
              <Cell className={styles.cell}>
                <Verbatim>{`spec.${field}`}</Verbatim>
              </Cell>
              {variants.map(variant => (
                <Cell key={variant.clusters.join()} className={styles.cell}>
                  <Value variant={variant} />
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </TableRoot>
      {alike && <Muted as="p">{t('config.drift.partly')}</Muted>}
    </div>
  );
}

function Value({ variant }: { readonly variant: FieldVariant }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { code, text } = variant;
  if (code !== 'shown' || text === undefined)
    return (
      <Muted>
        {t(code === 'absent' ? 'config.drift.absent' : 'config.drift.not-kept')}
      </Muted>
    );
  return (
    <pre className={styles.value}>
      {text.split('\n').map((line, index) => (
        <span key={index} className={styles.line}>
          {printableLine(line)}
        </span>
      ))}
    </pre>
  );
}

/** Like {@link printable}, with the indentation of YAML kept. */
function printableLine(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return indent + printable(line.slice(indent.length));
}
