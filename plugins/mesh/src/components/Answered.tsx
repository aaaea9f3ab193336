import { Flex } from '@backstage/ui';
import { Answered as Answer } from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { EvidenceList } from './EvidenceList';
import { FreshnessLine } from './FreshnessLine';
import { GapList } from './GapList';
import { Gaps } from './Gaps';

/** Draws age, gaps and evidence around an answer, in the same way everywhere, so that no view can forget them. */
export function Answered<A>(props: {
  readonly answer: Answer<A>;
  readonly onRefresh: () => void;
  /** The view itself says what is wrong: gaps are listed behind one line and not announced. */
  readonly quiet?: boolean;
  /** The view is about one cluster and shows its state itself. */
  readonly oneCluster?: boolean;
  readonly children: (value: A) => ReactNode;
}) {
  const { answer, onRefresh, quiet = false, oneCluster, children } = props;
  return (
    <Flex direction="column" gap="3">
      <FreshnessLine
        freshness={answer.freshness}
        onRefresh={onRefresh}
        oneCluster={oneCluster}
      />
      {!quiet && <Gaps gaps={answer.gaps} freshness={answer.freshness} />}
      {children(answer.value)}
      {quiet && <GapList gaps={answer.gaps} freshness={answer.freshness} />}
      <EvidenceList because={answer.because} />
    </Flex>
  );
}
