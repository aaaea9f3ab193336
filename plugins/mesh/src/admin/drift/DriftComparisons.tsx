import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DriftedObject } from '@meshwise/backstage-plugin-mesh-common';
import { FieldComparison } from '../../components/FieldComparison';
import { FoldedList } from '../../components/FoldedList';
import { printable } from '../../components/printable';
import { driftTranslationRef } from './translation';

/** The differing fields of each object whose copies differ, with what is kept of their values, behind a line each. */
export function DriftComparisons({
  objects,
}: {
  readonly objects: readonly DriftedObject[];
}) {
  const { t } = useTranslationRef(driftTranslationRef);
  return (
    <>
      {objects
        .filter(({ fields }) => fields.length > 0)
        .map(({ kind, namespace, name, fields }) => {
          const object = `${kind} ${namespace}/${name}`;
          return (
            <FoldedList
              key={object}
              title={t('compare', { object: printable(object) })}
            >
              <li>
                <FieldComparison
                  kind={kind}
                  namespace={namespace}
                  name={name}
                  fields={fields}
                />
              </li>
            </FoldedList>
          );
        })}
    </>
  );
}
