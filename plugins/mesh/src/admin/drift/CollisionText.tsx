import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Collision } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { Verbatim } from '../../components/Verbatim';
import { driftTranslationRef } from './translation';

/** One way in which the copies of a service do not fit together, with who has what. */
export function CollisionText({
  collision,
}: {
  readonly collision: Collision;
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  const collisionText = useCollisionText();
  return (
    <>
      <Verbatim>{collisionText(collision)}</Verbatim>
      {sidesOf(collision).map(([value, clusters]) => (
        <Muted as="div" key={`${value} ${clusters.join()}`}>
          <Verbatim>
            {t('value', {
              value: value === '' ? t('nobody') : printable(value),
              clusters: clusters.map(printable).join(', '),
            })}
          </Verbatim>
        </Muted>
      ))}
    </>
  );
}

function useCollisionText(): (collision: Collision) => string {
  const { t } = useTranslationRef(driftTranslationRef);
  return collision => {
    switch (collision.code) {
      case 'owners':
        return t('collision.owners');
      case 'default-namespace':
        return t('collision.default-namespace');
      case 'service-accounts':
        return t('collision.service-accounts');
      case 'definition':
        return t('collision.definition', { field: collision.field });
      case 'port-names':
        return t('collision.port-names', {
          number: String(collision.number),
        });
      case 'port-numbers':
        return t('collision.port-numbers', {
          name: printable(collision.name),
        });
      case 'port-missing':
        return t('collision.port-missing', {
          number: String(collision.number),
          name: printable(collision.name),
        });
      default:
        return t('collision.port-protocols', {
          name: printable(collision.name),
        });
    }
  };
}

function sidesOf(
  collision: Collision,
): readonly (readonly [string, readonly string[]])[] {
  switch (collision.code) {
    case 'owners':
      return collision.owners.map(({ value = '', clusters }) => [
        value,
        clusters,
      ]);
    case 'service-accounts':
      return collision.accounts.map(({ value, clusters }) => [
        value.join(', '),
        clusters,
      ]);
    case 'definition':
      return collision.values.map(({ value, clusters }) => [
        value || '–',
        clusters,
      ]);
    case 'port-names':
      return collision.names.map(({ value, clusters }) => [
        value || '–',
        clusters,
      ]);
    case 'port-numbers':
      return collision.numbers.map(({ value, clusters }) => [
        String(value),
        clusters,
      ]);
    case 'port-protocols':
      return collision.protocols.map(({ value, clusters }) => [
        value,
        clusters,
      ]);
    case 'port-missing':
      return [
        ['✔', collision.present],
        ['–', collision.missing],
      ];
    default:
      return [];
  }
}
