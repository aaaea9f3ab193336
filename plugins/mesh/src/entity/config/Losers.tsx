import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NotInForce,
  ObjectRef,
  PolicyNotInForce,
} from '@meshwise/backstage-plugin-mesh-common';
import { FoldedList } from '../../components/FoldedList';
import { Muted } from '../../components/Muted';
import { useFormat } from '../../components/useFormat';
import { meshTranslationRef } from '../../translation';
import { serviceTranslationRef } from '../translation';
import styles from './ConfigTable.module.css';
import { ObjectName } from './ObjectName';
import { ObjectContext } from './Winners';

/** An object that does not count. */
export interface Loser {
  readonly object: ObjectRef;
  readonly reason: NotInForce | PolicyNotInForce;
}

/** More reasons than this are folded. */
const OPEN = 3;

/** Objects that are not in force, each with its reason. Copies that other control planes read are folded: they lose nothing. */
export function Losers({
  others,
  context,
}: {
  readonly others: readonly Loser[];
  readonly context: ObjectContext;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const copies = others.filter(
    ({ reason }) => reason === 'other-config-cluster',
  );
  const lost = others.filter(({ reason }) => reason !== 'other-config-cluster');
  if (others.length === 0) return <Muted>{common('unit.none')}</Muted>;
  return (
    <>
      <ul className={styles.objects}>
        {lost.slice(0, OPEN).map(loser => (
          <LoserItem key={keyOf(loser)} loser={loser} context={context} />
        ))}
      </ul>
      {lost.length > OPEN && (
        <FoldedList
          title={t('config.losers', {
            count: lost.length - OPEN,
            value: format.count(lost.length - OPEN),
          })}
        >
          {lost.slice(OPEN).map(loser => (
            <LoserItem key={keyOf(loser)} loser={loser} context={context} />
          ))}
        </FoldedList>
      )}
      {copies.length > 0 && (
        <FoldedList
          title={t('config.copies', {
            count: copies.length,
            value: format.count(copies.length),
          })}
        >
          {copies.map(({ object }) => (
            <li key={keyOf({ object })}>
              <ObjectName
                object={object}
                ages={context.ages}
                now={context.now}
                withCluster
              />
            </li>
          ))}
        </FoldedList>
      )}
    </>
  );
}

function LoserItem({
  loser,
  context,
}: {
  readonly loser: Loser;
  readonly context: ObjectContext;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <li>
      <ObjectName object={loser.object} ages={context.ages} now={context.now} />
      {': '}
      {t(`config.reason.${loser.reason}`)}
    </li>
  );
}

function keyOf({ object }: { readonly object: ObjectRef }): string {
  const { cluster, kind, namespace, name } = object;
  return [cluster, kind, namespace, name].join('/');
}
