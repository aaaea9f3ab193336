import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Instant,
  ObjectAge,
  ObjectRef,
  ServiceDrift,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { serviceTranslationRef } from '../translation';
import { differing } from './differing';
import { ObjectName } from './ObjectName';
import styles from './ConfigTable.module.css';

/** What a cell needs to know to name objects. */
export interface ObjectContext {
  readonly ages: readonly ObjectAge[];
  readonly now: Instant;
  readonly drift: readonly ServiceDrift[];
}

/** Objects that are in force, the deciding one first, each marked if it differs elsewhere. */
export function Winners(props: {
  readonly objects: readonly ObjectRef[];
  readonly context: ObjectContext;
  /** Said of each object after the first. */
  readonly further?: string;
  readonly nothing: string;
  readonly withCluster?: boolean;
  readonly actionOf?: (object: ObjectRef) => string | undefined;
}) {
  const { objects, context, further, nothing, withCluster, actionOf } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  if (objects.length === 0) return <Muted>{nothing}</Muted>;
  return (
    <ul className={styles.objects}>
      {objects.map((object, index) => {
        const counts = differing(object, context.drift);
        const action = actionOf?.(object);
        return (
          <li key={`${object.cluster} ${object.namespace}/${object.name}`}>
            {action !== undefined && <code>{action}</code>}{' '}
            <ObjectName
              object={object}
              ages={context.ages}
              now={context.now}
              withCluster={withCluster}
            />
            {index > 0 && further !== undefined && <Muted> {further}</Muted>}
            {counts && (
              <div>
                <StateBadge
                  state="degraded"
                  word={t('config.differs', {
                    count: counts.count,
                    all: String(counts.all),
                  })}
                />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
