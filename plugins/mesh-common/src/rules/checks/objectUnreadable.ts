import { KIND_NAMES, kindRow } from '../../model/kinds';
import { ClusterName } from '../../model/refs';
import { Rule } from '../../model/rule';
import { answer } from '../answer';
import { Check } from '../check';
import { findingSubject } from '../findingSubject';

const CODE = 'object-unreadable';
const SOURCE = '1.3';

/** A look at everything of a cluster; only what it could not read is of interest. */
const everything: Rule<ClusterName, void> = {
  source: SOURCE,
  ask(mesh, cluster) {
    for (const kind of KIND_NAMES) mesh.list(cluster, kind);
  },
};

const FIX =
  'Correct the field in the object. Until then everything that depends on it is unknown.';

/** Objects that are stored and cannot be read, so nobody knows what they do. */
export const objectUnreadable: Check = {
  code: CODE,
  source: SOURCE,
  run(snapshot, memo) {
    const gaps = snapshot.clusterNames.flatMap(
      cluster => answer(snapshot, everything, cluster, memo).gaps,
    );
    return {
      code: CODE,
      gaps: gaps.filter(({ state }) => state !== 'unreadable'),
      findings: gaps
        .filter(({ state }) => state === 'unreadable')
        .map(gap => {
          const [name, namespace = ''] = (gap.object ?? '')
            .split('/')
            .reverse();
          const { kind } = kindRow(gap.kind);
          const [field] = (gap.reason ?? '').split(' ', 1);
          return {
            code: CODE,
            source: SOURCE,
            severity: 'error' as const,
            subject: findingSubject(kind, { namespace, name }, [gap.cluster]),
            message: `${kind} ${gap.object || 'without a name'} in ${
              gap.cluster
            } cannot be read: ${gap.reason}.`,
            fix: FIX,
            because: [
              {
                object: { cluster: gap.cluster, kind, namespace, name },
                field,
                source: SOURCE,
              },
            ],
            gaps: [gap],
          };
        }),
    };
  },
};
