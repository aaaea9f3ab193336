import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { fieldsOf } from '../src/operations/fields';
import { objectName } from '../src/operations/manifestObject';
import { editsOf, uneditedFields } from './edits';
import { exampleObjects } from './exampleObjects';
import type { FaultContext } from './FaultContext';
import { person } from './FaultEngine';
import type { FaultLab } from './FaultLab';
import { ownedFieldsDiffering } from './ownedFieldsDiffering';
import { untilEnd } from './untilEnd';
import { startEngine } from './startEngine';

type Moment = 'before submit' | 'before write';

/**
 * Somebody else writes an object of the plan after it was shown, or in the moment between the last look and the write:
 * what they wrote stays, and the operation says so.
 */
export async function editBetween(context: FaultContext): Promise<void> {
  for (const field of uneditedFields('shop')) {
    context.tally.add('lost', `nobody edits ${field}`);
  }
  await context.withLab({}, async lab => {
    const points = lab.clusters.flatMap(({ name: cluster }) =>
      editsOf('').flatMap((_, edit) =>
        (['before submit', 'before write'] as const).map(when => ({
          cluster,
          edit,
          when,
        })),
      ),
    );
    for (const { cluster, edit, when } of context.chosen(points)) {
      await editOnce(context, lab, cluster, edit, when);
      context.progress();
    }
  });
}

async function editOnce(
  { tally }: FaultContext,
  lab: FaultLab,
  cluster: string,
  edit: number,
  when: Moment,
): Promise<void> {
  const trial = await lab.trial();
  const { namespace } = trial;
  const edited = editsOf(namespace)[edit];
  if (!edited) throw new Error(`no edit ${edit}`);
  const what = `${cluster} ${edited.kind} ${edit} ${when}`;
  tally.point();
  await write(lab, cluster, exampleObjects(namespace)[0]);
  const name = `${cluster}: ${objectName(edited)}`;
  let written = false;
  const interfere = async () => {
    if (written) return;
    written = true;
    await write(lab, cluster, edited);
  };
  const engine = await startEngine(lab, trial, {
    steps: {
      async at(step, subject) {
        if (step === 'before-intent' && subject === name) await interfere();
      },
    },
  });
  try {
    const ann = person('ann');
    const planned = await engine.operations.plan(engine.request(), ann);
    if (planned.code === 'refused') throw new Error('refused');
    if (when === 'before submit') await interfere();
    const outcome = await engine.operations
      .submit(
        {
          ...engine.request(),
          planHash: planned.plan.hash,
          idempotencyKey: 'key',
        },
        ann,
      )
      .then(
        async ({ id }) => (await untilEnd(engine, id)).state,
        () => 'refused',
      );
    const expected = when === 'before submit' ? 'refused' : 'partial';
    if (outcome !== expected) tally.add('lost', `${what}: ${outcome}`);
    lab.inspectAudit(trial, what, tally);
    const object = await lab.get(cluster, edited);
    const wrong = ownedFieldsDiffering(edited, object);
    if (wrong.length > 0) {
      const now = object && fieldsOf(object).get(wrong[0] ?? '');
      tally.add('doubled', `${what}: overwritten: ${wrong[0]} = ${now}`);
    }
  } finally {
    await engine.close();
  }
}

async function write(
  lab: FaultLab,
  cluster: string,
  manifest: Manifest | undefined,
): Promise<void> {
  if (!manifest) throw new Error('nothing to write');
  await lab.lab.cluster(cluster).admin.apply({ ...manifest }, 'kubectl');
}
