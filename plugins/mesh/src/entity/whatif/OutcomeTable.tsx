import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, Row, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import {
  ClusterName,
  GroupOutcome,
  LossPhase,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { StaleCell } from '../../components/StaleCell';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import { OutcomeReasons } from './OutcomeReasons';
import styles from './OutcomeTable.module.css';
import { OutcomeRow } from './outcomeRows';
import { ShareBar } from './ShareBar';
import { sameShares } from './shareSegments';
import { stateOfVerdict } from './stateOfVerdict';

/** For each group of callers: where their calls go today and after the loss, how they fare, and why. */
export function OutcomeTable(props: {
  readonly rows: readonly OutcomeRow[];
  readonly clusters: readonly ClusterName[];
  readonly phase: LossPhase['name'];
  /** Something is lost. */
  readonly lossy: boolean;
}) {
  const { rows, clusters, phase, lossy } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('whatIf.table')}>
        <TableHeader>
          <Column isRowHeader>{t('whatIf.column.from')}</Column>
          <Column>{t('whatIf.column.today')}</Column>
          <Column>
            {t('whatIf.column.after')}
            {lossy ? `: ${t(`whatIf.phase.${phase}`)}` : ''}
          </Column>
          <Column>{t('whatIf.column.verdict')}</Column>
        </TableHeader>
        <TableBody>
          {rows.map(row => {
            const { seen, before } = row.outcome;
            const stale = !seen;
            return (
              <Row key={row.key} id={row.key}>
                <StaleCell stale={stale} lead>
                  <From row={row} />
                </StaleCell>
                <StaleCell stale={stale}>
                  <ShareBar share={before} clusters={clusters} certain={seen} />
                  {!seen && <Muted>{t('whatIf.lastKnown')}</Muted>}
                </StaleCell>
                <StaleCell stale={stale}>
                  {lossy && (
                    <After row={row} clusters={clusters} phase={phase} />
                  )}
                </StaleCell>
                <StaleCell stale={false}>
                  {lossy && <Verdict outcome={row.outcome} />}
                  <OutcomeReasons outcome={row.outcome} />
                </StaleCell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
    </div>
  );
}

/** What is lost itself fares neither well nor badly. */
function Verdict({ outcome }: { readonly outcome: GroupOutcome }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { verdict, reasons } = outcome;
  return reasons.includes('caller-lost') ? (
    <StateBadge state="not-applicable" word={t('whatIf.lostWithItWord')} />
  ) : (
    <StateBadge
      state={stateOfVerdict(verdict)}
      word={t(`whatIf.word.${verdict}`)}
    />
  );
}

function From({ row }: { readonly row: OutcomeRow }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <>
      <Verbatim>{row.cluster}</Verbatim>
      <Muted as="div">
        {row.locality === '' ? (
          t('whatIf.noLocality')
        ) : (
          <Verbatim>{row.locality}</Verbatim>
        )}
      </Muted>
      <Muted as="div">
        {t('whatIf.pods', { count: row.pods })},{' '}
        <Verbatim>{row.namespaces.join(', ')}</Verbatim>
      </Muted>
    </>
  );
}

function After(props: {
  readonly row: OutcomeRow;
  readonly clusters: readonly ClusterName[];
  readonly phase: LossPhase['name'];
}) {
  const { row, clusters, phase } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const { phases, before, reasons } = row.outcome;
  if (reasons.includes('caller-lost')) return <>{t('whatIf.lostWithIt')}</>;
  const found = phases.find(({ name }) => name === phase);
  // Where a phase brings nothing new, the last one before it stays.
  const shown = found ?? phases.at(-1);
  const share = shown?.share ?? before;
  const certain = shown?.seen ?? row.outcome.seen;
  const same = sameShares(before, share);
  return (
    <>
      <ShareBar share={share} clusters={clusters} certain={certain} />
      {!certain && <Muted>{t('whatIf.lastKnown')}</Muted>}
      {certain && same && <Muted>{t('whatIf.noChange')}</Muted>}
      {!found && reasons.includes('control-plane-lost') && (
        <Muted as="div">{t('whatIf.keeps')}</Muted>
      )}
    </>
  );
}
