import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import {
  ClusterName,
  FleetView,
  Freshness,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../components/EmptyBlock';
import { Verbatim } from '../components/Verbatim';
import { useServerNow } from '../hooks/useServerNow';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';
import { FleetProblems } from './FleetProblems';
import { FleetSummary } from './FleetSummary';
import { FleetTable } from './FleetTable';

/** Ages in a table move slowly: the table is drawn again this often. In milliseconds. */
const TICK = 10_000;

/** Summary line, what is wrong, and the table of clusters. */
export function FleetOverview(props: {
  readonly fleet: FleetView;
  readonly freshness: Freshness;
  readonly onOpen: (cluster: ClusterName) => void;
}) {
  const { fleet, freshness, onOpen } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const now = useServerNow(freshness.now, TICK);
  if (fleet.clusters.length === 0 && fleet.problem === undefined) {
    return (
      <div data-state="empty">
        <EmptyBlock
          title={common('noClusters.title')}
          description={common('noClusters.cure')}
        />
      </div>
    );
  }
  return (
    <Flex direction="column" gap="3">
      {fleet.problem !== undefined && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('fleet.unavailable')}
          description={<Verbatim>{fleet.problem}</Verbatim>}
        />
      )}
      {fleet.clusters.length > 0 && (
        <>
          <FleetSummary fleet={fleet} now={now} />
          <FleetProblems clusters={fleet.clusters} now={now} onOpen={onOpen} />
          <FleetTable clusters={fleet.clusters} now={now} onOpen={onOpen} />
        </>
      )}
    </Flex>
  );
}
