import { setTimeout as sleep } from 'node:timers/promises';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type {
  MeshApi,
  Operation,
  OperationState,
  OperationTarget,
} from '@meshwise/backstage-plugin-mesh-common';
import { MeshAccess, meshOf } from './meshOf';
import { printable } from './printable';
import { DRY_RUN_OPERATION } from './submit';
import { examples } from './wait.examples';

const POLL_MS = 1_000;

/** `mesh:wait`: follows an operation as far as it goes by itself. */
export function createWaitAction(access: MeshAccess) {
  return createTemplateAction({
    id: 'mesh:wait',
    description:
      'Follows an operation while it goes on by itself, and fails if it was not carried out completely. One that waits for approval or for a merge is left to those people. Cancelling the task ends the waiting, not the operation.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        operationId: z => z.string().describe('Id from mesh:submit'),
      },
      output: {
        state: z =>
          z
            .string()
            .describe(
              'State in which it ended, or in which it waits for people',
            ),
        targets: z =>
          z
            .array(z.object({ cluster: z.string(), state: z.string() }))
            .describe('Clusters and what became of them'),
      },
    },
    async handler(ctx) {
      const { operationId } = ctx.input;
      if (ctx.isDryRun && operationId === DRY_RUN_OPERATION) {
        ctx.output('state', 'done');
        ctx.output('targets', []);
        return;
      }
      const mesh = meshOf(access, ctx);
      const operation = await settled(mesh, operationId, {
        signal: ctx.signal,
        report: line => ctx.logger.info(printable(line)),
      });
      const { state } = operation;
      ctx.output('state', state);
      ctx.output(
        'targets',
        operation.targets.map(({ cluster, state: reached }) => ({
          cluster,
          state: reached,
        })),
      );
      if (WITH_PEOPLE.has(state)) {
        ctx.logger.info(
          `Operation ${operation.id} is ${state}. It goes on when somebody has decided; nothing is written before.`,
        );
      } else if (state !== 'done') {
        const message = operation.message ?? 'No reason was recorded.';
        throw new Error(
          printable(`Operation ${operation.id} is ${state}: ${message}`),
        );
      }
    },
  });
}

/** The operation goes on by itself, soon. */
const RUNNING: ReadonlySet<OperationState> = new Set([
  'approved',
  'applying',
  'verifying',
  'compensating',
]);

/** The operation waits for people, which may take longer than a task should. */
const WITH_PEOPLE: ReadonlySet<OperationState> = new Set([
  'awaiting-approval',
  'awaiting-merge',
]);

/** Follows an operation until it stops by itself. Reports each object once, as soon as something became of it. */
async function settled(
  mesh: MeshApi,
  id: string,
  options: {
    readonly signal: AbortSignal | undefined;
    report(line: string): void;
  },
): Promise<Operation> {
  const reported = new Set<string>();
  for (;;) {
    const operation = await mesh.operation(id);
    for (const line of progress(operation.targets)) {
      if (!reported.has(line)) options.report(line);
      reported.add(line);
    }
    if (!RUNNING.has(operation.state)) return operation;
    await sleep(POLL_MS, undefined, { signal: options.signal });
  }
}

function progress(targets: readonly OperationTarget[]): readonly string[] {
  return targets.flatMap(({ cluster, items }) =>
    items
      .filter(({ state }) => state !== 'waiting' && state !== 'sent')
      .map(({ object, state, message }) =>
        [`${cluster}: ${object}: ${state}`, message].filter(Boolean).join(': '),
      ),
  );
}
