import type {
  Manifest,
  OperationState,
} from '@meshwise/backstage-plugin-mesh-common';
import { editsOf } from './edits';
import { exampleObjects } from './exampleObjects';
import type { FaultContext } from './FaultContext';
import { person } from './FaultEngine';
import type { FaultLab, Trial } from './FaultLab';
import { startEngine } from './startEngine';

const CLUSTERS = ['c1', 'c2'];
const PULL_REQUEST = 'https://git.example.com/platform/mesh/pull/7';
const FIFTEEN_DAYS_MS = 15 * 24 * 60 * 60_000;

/** What people can do with a pull request while its operation waits. */
interface Hands {
  /** The repository is synchronised with the plan. */
  merge(clusters?: readonly string[]): Promise<void>;
  /** The same with other values than those of the plan. */
  mergeEdited(): Promise<void>;
  /** The same with a label that the plan does not know. */
  mergeRebased(): Promise<void>;
  revert(): Promise<void>;
  withdraw(): Promise<void>;
  wait(ms: number): void;
  kill(): Promise<void>;
  restore(): Promise<void>;
  /** Lets the backend look, and expects a state. */
  expect(state: OperationState): Promise<void>;
}

const CASES: ReadonlyMap<string, (hands: Hands) => Promise<void>> = new Map<
  string,
  (hands: Hands) => Promise<void>
>([
  [
    'merged',
    async hands => {
      await hands.expect('awaiting-merge');
      await hands.merge();
      await hands.expect('done');
    },
  ],
  [
    'synchronised in one cluster only',
    async hands => {
      await hands.merge(['c1']);
      await hands.expect('awaiting-merge');
      await hands.merge(['c2']);
      await hands.expect('done');
    },
  ],
  [
    'closed',
    async hands => {
      await hands.expect('awaiting-merge');
      hands.wait(FIFTEEN_DAYS_MS);
      await hands.expect('expired');
      await hands.merge();
      await hands.expect('expired');
    },
  ],
  [
    'edited',
    async hands => {
      await hands.mergeEdited();
      await hands.expect('awaiting-merge');
      await hands.merge();
      await hands.expect('done');
    },
  ],
  [
    'rebased',
    async hands => {
      await hands.mergeRebased();
      await hands.expect('done');
    },
  ],
  [
    'merged twice',
    async hands => {
      await hands.merge();
      await hands.merge();
      await hands.expect('done');
      await hands.merge();
      await hands.expect('done');
    },
  ],
  [
    'reverted before it was seen',
    async hands => {
      await hands.merge();
      await hands.revert();
      await hands.expect('awaiting-merge');
    },
  ],
  [
    'reverted after it was seen',
    async hands => {
      await hands.merge();
      await hands.expect('done');
      await hands.revert();
      await hands.expect('done');
    },
  ],
  [
    'merged while a cluster is away',
    async hands => {
      await hands.merge();
      await hands.kill();
      await hands.expect('awaiting-merge');
      await hands.restore();
      await hands.expect('done');
    },
  ],
  [
    'withdrawn and merged all the same',
    async hands => {
      await hands.withdraw();
      await hands.merge();
      await hands.expect('rejected');
    },
  ],
]);

/** Pull requests that are closed, rebased, edited, merged twice: the state is what the clusters show, and nothing is written. */
export async function proposePlans(context: FaultContext): Promise<void> {
  await context.withLab({ clusters: CLUSTERS.length }, async lab => {
    for (const [what, act] of context.chosen([...CASES])) {
      context.tally.point();
      await propose(context, lab, what, act);
      context.progress();
    }
  });
}

async function propose(
  { tally }: FaultContext,
  lab: FaultLab,
  what: string,
  act: (hands: Hands) => Promise<void>,
): Promise<void> {
  const trial = await lab.trial();
  let clock = 0;
  const engine = await startEngine(lab, trial, {
    now: () => Date.now() + clock,
  });
  try {
    const id = await engine.submit('key', person('ann'), PULL_REQUEST);
    await act({
      ...repository(lab, trial),
      withdraw: async () =>
        void (await engine.operations.stop(id, person('ann'))),
      wait: ms => {
        clock += ms;
      },
      async expect(state) {
        await engine.operations.lookAtMerges();
        const found = (await engine.journal.stored.get(id))?.operation.state;
        if (found !== state) {
          tally.add('lost', `${what}: ${found} instead of ${state}`);
        }
      },
    });
  } finally {
    await engine.close();
  }
  const own = lab
    .requestsOf(trial.namespace)
    .filter(({ changed, user }) => changed && user !== 'admin');
  for (const { cluster, path } of own) {
    tally.add('doubled', `${what}: ${cluster} ${path} was written`);
  }
}

/** What synchronises the clusters with the repository. */
function repository(
  lab: FaultLab,
  { namespace }: Trial,
): Omit<Hands, 'withdraw' | 'wait' | 'expect'> {
  const write = async (
    objects: readonly Manifest[],
    clusters: readonly string[] = CLUSTERS,
  ) => {
    for (const cluster of clusters) {
      for (const object of objects) {
        await lab.lab
          .cluster(cluster)
          .admin.apply({ ...object }, 'kustomize-controller');
      }
    }
  };
  const objects = exampleObjects(namespace);
  const quotaEdit = editsOf(namespace).filter(
    ({ kind }) => kind === 'ResourceQuota',
  );
  const [first] = quotaEdit;
  return {
    merge: clusters => write(objects, clusters),
    mergeEdited: () =>
      write(
        objects.map(object => (object.kind === first?.kind ? first : object)),
      ),
    mergeRebased: () =>
      write(
        objects.map(object => ({
          ...object,
          metadata: {
            ...object.metadata,
            labels: { ...object.metadata.labels, 'example.com/rebased': 'yes' },
          },
        })),
      ),
    revert: () => write(first ? [first] : []),
    kill: () => lab.lab.cluster('c2').kill(),
    restore: () => lab.lab.cluster('c2').restore(),
  };
}
