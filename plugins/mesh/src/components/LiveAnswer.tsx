import { Flex } from '@backstage/ui';
import { Answered as Answer } from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { failureOf } from '../api/failure';
import { Live } from '../hooks/useLive';
import { Answered } from './Answered';
import { LoadFailed } from './LoadFailed';
import { LoadingBlock } from './LoadingBlock';

/**
 * An answer that is kept up to date: loading, failed with or without
 * earlier data, or the answer with its age and gaps. What the reader may not see any more is taken away.
 */
export function LiveAnswer<A>(props: {
  readonly live: Live<Answer<A>>;
  readonly rows: number;
  readonly permission: string;
  /** See {@link Answered}. */
  readonly quiet?: boolean;
  /** See {@link Answered}. */
  readonly oneCluster?: boolean;
  readonly children: (value: A, answer: Answer<A>) => ReactNode;
}) {
  const { live, rows, permission, quiet, oneCluster, children } = props;
  const { value: answer, error, retry } = live;
  const failed = error && (
    <LoadFailed
      error={error}
      permission={permission}
      keepsData={answer !== undefined}
      onRetry={retry}
    />
  );
  const withdrawn = error !== undefined && failureOf(error) !== 'error';
  if (answer === undefined || withdrawn)
    return failed ?? <LoadingBlock rows={rows} />;
  return (
    <Flex direction="column" gap="3">
      {failed}
      <Answered
        answer={answer}
        onRefresh={retry}
        quiet={quiet}
        oneCluster={oneCluster}
      >
        {value => children(value, answer)}
      </Answered>
    </Flex>
  );
}
