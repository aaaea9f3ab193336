import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ClusterName, ReachRow } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { usePercent } from '../../components/usePercent';
import { State } from '../../state/State';
import { serviceTranslationRef } from '../translation';
import { reachWay, stateOfWay } from './reachWay';

/** How a client cluster gets to the endpoints of a cluster, in a word. */
export interface WayText {
  readonly state: State;
  readonly word: string;
  readonly reason?: string;
  /** There are checks to show. */
  readonly open: boolean;
}

/** The {@link WayText} of a row of the matrix and a cluster with endpoints. */
export function useWayText(): (row: ReachRow, to: ClusterName) => WayText {
  const { t } = useTranslationRef(serviceTranslationRef);
  const percent = usePercent();
  return (row, to) => {
    const cell = row.cells.find(candidate => candidate.to === to);
    if (!cell)
      return row.seen
        ? { state: 'not-applicable', word: t('reach.noCaller'), open: false }
        : { state: 'unknown', word: t('reach.callerUnseen'), open: false };
    const way = reachWay(cell);
    const { share = 0, verdict, failure } = cell;
    const word = t(`reach.way.${way}`);
    return {
      state: stateOfWay(way),
      word:
        share > 0 && verdict === 'yes' ? `${word} · ${percent(share)}` : word,
      ...(failure !== undefined && { reason: printable(failure) }),
      open: true,
    };
  };
}
