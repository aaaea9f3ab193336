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
  Instant,
  KindSync,
  SyncState,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../components/EmptyBlock';
import { FoldedList } from '../components/FoldedList';
import { KindName } from '../components/KindName';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { State } from '../state/State';
import { worstFirst } from '../state/worstFirst';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';
import styles from './FleetTable.module.css';

/** Each kind that is read from a cluster: its state, how many objects are held, and which could not be read. */
export function KindSyncTable({
  kinds,
  now,
}: {
  readonly kinds: readonly KindSync[];
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  if (kinds.length === 0) return <EmptyBlock title={t('kinds.empty')} />;
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('kinds.title')}>
        <TableHeader>
          <Column isRowHeader>{t('kinds.column.kind')}</Column>
          <Column>{t('kinds.column.state')}</Column>
          <Column>{t('kinds.column.objects')}</Column>
          <Column>{t('kinds.column.lastSeen')}</Column>
          <Column>{t('kinds.column.reason')}</Column>
        </TableHeader>
        <TableBody>
          {worstFirst(kinds, stateOf).map(kind => (
            <Row key={kind.kind} id={kind.kind}>
              <Cell>
                <KindName>{kind.kind}</KindName>
              </Cell>
              <Cell>
                <StateBadge
                  state={stateOf(kind)}
                  word={
                    stateOf(kind) === 'degraded'
                      ? t('kinds.partly')
                      : common(`sync.${kind.state}`)
                  }
                />
              </Cell>
              <Cell>
                <Held kind={kind} value={kind.objects} format={format.count} />
              </Cell>
              <Cell>
                <Held
                  kind={kind}
                  value={kind.asOf}
                  format={at =>
                    t('kinds.ago', { age: format.duration(now - at) })
                  }
                />
              </Cell>
              <Cell>
                {kind.reason !== undefined && (
                  <Verbatim>{kind.reason}</Verbatim>
                )}
                {kind.unreadable.length > 0 && (
                  <FoldedList
                    title={t('kinds.unreadable', {
                      count: kind.unreadable.length,
                    })}
                  >
                    {kind.unreadable.map(({ object, problem }) => (
                      <li key={`${object} ${problem}`}>
                        <Verbatim>{object}</Verbatim>:{' '}
                        <Verbatim>{problem}</Verbatim>
                      </li>
                    ))}
                  </FoldedList>
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}

/** A figure of a kind: a dash where the kind is not installed, `?` where nothing was ever read. */
function Held(props: {
  readonly kind: KindSync;
  readonly value: number | undefined;
  readonly format: (value: number) => string;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (props.kind.state === 'not-installed') return <>{t('unit.none')}</>;
  return (
    <>
      {props.value === undefined
        ? t('unit.unknown')
        : props.format(props.value)}
    </>
  );
}

/** Unreadable objects degrade a kind that is otherwise fresh. */
function stateOf(kind: KindSync): State {
  const state = STATES.get(kind.state) ?? 'unknown';
  return state === 'healthy' && kind.unreadable.length > 0 ? 'degraded' : state;
}

const STATES = new Map<SyncState, State>([
  ['synced', 'healthy'],
  ['syncing', 'progressing'],
  ['timeout', 'stale'],
  ['auth', 'stale'],
  ['misbehaving', 'stale'],
  ['forbidden', 'forbidden'],
  ['not-installed', 'not-applicable'],
]);
