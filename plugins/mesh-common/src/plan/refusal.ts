import { Answer } from '../model/answer';
import { ClusterName } from '../model/refs';
import { Refusal, RefusalCode } from './plan';
import { Viewer } from './PlanContext';

/** A refusal with the evidence of the answer it rests on, without what the requester may not see. */
export function refusal(
  context: Viewer,
  code: RefusalCode,
  text: Pick<Refusal, 'subject' | 'message' | 'cure'>,
  answer?: Pick<Answer<unknown>, 'because' | 'gaps'>,
): Refusal {
  return {
    code,
    ...text,
    because: (answer?.because ?? []).filter(({ object }) =>
      context.sees(object.cluster),
    ),
    gaps: (answer?.gaps ?? []).filter(({ cluster }) => context.sees(cluster)),
  };
}

/** Clusters in words; those that the requester may not see are only counted. */
export function clusterList(
  context: Viewer,
  clusters: readonly ClusterName[],
): string {
  const seen = clusters.filter(cluster => context.sees(cluster));
  const hidden = clusters.length - seen.length;
  if (hidden > 0) seen.push(`${hidden} that you may not see`);
  return seen.join(', ');
}
