import { Flex } from '@backstage/ui';
import { Answered as Answer } from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { EvidenceList } from './EvidenceList';
import { FreshnessLine } from './FreshnessLine';
import { Gaps } from './Gaps';

/** Draws age, gaps and evidence around an answer, in the same way everywhere, so that no view can forget them. */
export function Answered<A>(props: {
  readonly answer: Answer<A>;
  readonly onRefresh: () => void;
  readonly children: (value: A) => ReactNode;
}) {
  const { answer, onRefresh, children } = props;
  return (
    <Flex direction="column" gap="3">
      <FreshnessLine freshness={answer.freshness} onRefresh={onRefresh} />
      <Gaps gaps={answer.gaps} freshness={answer.freshness} />
      {children(answer.value)}
      <EvidenceList because={answer.because} />
    </Flex>
  );
}
