import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Instant,
  ObjectAge,
  ObjectRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { KindName } from '../../components/KindName';
import { Muted } from '../../components/Muted';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';

/** An object: kind, name, and when it was made. */
export function ObjectName(props: {
  readonly object: ObjectRef;
  readonly ages: readonly ObjectAge[];
  readonly now: Instant;
  /** Names the cluster too, where the place alone does not tell. */
  readonly withCluster?: boolean;
}) {
  const { object, ages, now, withCluster = false } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const { cluster, kind, namespace, name } = object;
  const created = ages.find(
    ({ object: other }) =>
      other.cluster === cluster &&
      other.kind === kind &&
      other.namespace === namespace &&
      other.name === name,
  )?.created;
  return (
    <>
      <KindName>{kind}</KindName>{' '}
      <Verbatim>{namespace === '' ? name : `${namespace}/${name}`}</Verbatim>
      {withCluster && (
        <>
          {' · '}
          <Verbatim>{cluster}</Verbatim>
        </>
      )}
      {created !== undefined && created > 0 && (
        <>
          {' '}
          <Muted>
            {t('config.age', { age: format.duration(now - created) })}
          </Muted>
        </>
      )}
    </>
  );
}
