import type {
  Answer,
  Evidence,
  Gap,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import type { ServiceScope } from './serviceScope';

/** What several answers together rest on: each gap and each piece of evidence once, and the oldest age. */
export function joinAnswers(
  parts: readonly Pick<Answer<unknown>, 'gaps' | 'because' | 'asOf'>[],
): {
  readonly gaps: readonly Gap[];
  readonly because: readonly Evidence[];
  readonly asOf: Instant | undefined;
} {
  const ages = parts.flatMap(({ asOf }) => asOf ?? []);
  return {
    gaps: distinct(
      parts.flatMap(({ gaps }) => gaps),
      ({ cluster, kind, object }) => [cluster, kind, object ?? ''].join('\n'),
    ),
    because: distinct(
      parts.flatMap(({ because }) => because),
      ({ object: { cluster, kind, namespace, name }, field, source }) =>
        [cluster, kind, namespace, name, field, source].join('\n'),
    ),
    asOf: ages.length === 0 ? undefined : Math.min(...ages),
  };
}

/**
 * The answer without evidence from clusters that the caller may not know of, and without what texts say of one. What could not be seen there is still
 * said, for the value may rest on it.
 */
export function withoutHidden<A>(
  answer: Answer<A>,
  { known, hidden }: Pick<ServiceScope, 'known' | 'hidden'>,
): Answer<A> {
  const because = answer.because
    .filter(({ object }) => known(object.cluster))
    .map(({ found, ...evidence }) => {
      const shown = found === undefined ? found : shownPart(found, hidden);
      return shown === undefined ? evidence : { ...evidence, found: shown };
    });
  return { ...answer, because };
}

/** Of a text that names a hidden cluster, what stands before its first colon: that something is assumed, for instance, but not about whom. */
function shownPart(
  found: string,
  hidden: readonly string[],
): string | undefined {
  const names = (text: string) => hidden.some(name => text.includes(name));
  if (!names(found)) return found;
  const [lead] = found.split(':', 1);
  return names(lead) ? undefined : lead;
}

function distinct<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly T[] {
  return [...new Map(items.map(item => [nameOf(item), item])).values()];
}
