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
  FieldDifference,
  FieldVariant,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import styles from './FieldComparison.module.css';
import { Muted } from './Muted';
import { printable } from './printable';
import { Verbatim } from './Verbatim';

/** The differing fields of an object, a column for each variant, the most common one first. */
export function FieldComparison(props: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** At least one. */
  readonly fields: readonly FieldDifference[];
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { kind, namespace, name, fields } = props;
  const [first] = fields;
  const alike = fields.some(({ variants }) =>
    variants.every(
      ({ code, text }) => code === 'shown' && text === variants[0].text,
    ),
  );
  return (
    <div className={styles.region}>
      <TableRoot
        aria-label={t('compare.table', {
          object: `${kind} ${printable(`${namespace}/${name}`)}`,
        })}
      >
        <TableHeader>
          <Column isRowHeader>{t('compare.field')}</Column>
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
      {alike && <Muted as="p">{t('compare.partly')}</Muted>}
    </div>
  );
}

function Value({ variant }: { readonly variant: FieldVariant }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { code, text } = variant;
  if (code !== 'shown' || text === undefined)
    return (
      <Muted>
        {t(code === 'absent' ? 'compare.absent' : 'compare.not-kept')}
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
