import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterName,
  ReachRow,
  ReachView,
} from '@meshwise/backstage-plugin-mesh-common';
import { Matrix, MatrixCell } from '../../components/Matrix';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import { callerKey } from './ReachClientChoice';
import { useWayText } from './useWayText';

/** From which cluster (rows) the endpoints of which cluster (columns) are reached, and how. A cell chooses what is explained below. */
export function ReachMatrix(props: {
  readonly view: ReachView;
  readonly onChoose: (from: ClusterName, to: ClusterName) => void;
}) {
  const { view, onChoose } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const textOf = useWayText();
  const cell = (row: ReachRow, to: ClusterName): MatrixCell => {
    const { state, word, reason, open } = textOf(row, to);
    const from = printable(row.cluster);
    return {
      content: <StateBadge state={state} word={word} />,
      label: [`${t('reach.pair', { from, to: printable(to) })} ${word}`, reason]
        .filter(text => text !== undefined)
        .join('. '),
      ...(open && { onOpen: () => onChoose(row.cluster, to) }),
    };
  };
  return (
    <Matrix
      label={t('reach.matrix')}
      corner={t('reach.from')}
      columns={view.targets.map(to => ({
        key: to,
        head: <Verbatim>{to}</Verbatim>,
      }))}
      rows={view.rows.map(row => ({
        key: row.cluster,
        head: <RowHead row={row} />,
        cells: view.targets.map(to => cell(row, to)),
      }))}
    />
  );
}

/** The client cluster, with the workload that was asked for it. */
function RowHead({ row }: { readonly row: ReachRow }) {
  return (
    <>
      <Verbatim>{row.cluster}</Verbatim>
      {row.caller && (
        <Muted as="div">
          <Verbatim>{callerKey(row.caller)}</Verbatim>
        </Muted>
      )}
    </>
  );
}
