import { setTimeout as sleep } from 'node:timers/promises';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type {
  MeshApi,
  Operation,
  OperationTarget,
} from '@meshwise/backstage-plugin-mesh-common';
import { MeshAccess, meshOf } from './meshOf';
import { printable } from './printable';
import { DRY_RUN_OPERATION } from './submit';
import { examples } from './wait.examples';

const POLL_MS = 1_000;

/** `mesh:wait`: follows an operation to its end. */
export function createWaitAction(access: MeshAccess) {
  return createTemplateAction({
    id: 'mesh:wait',
    description:
      'Follows an operation until it has ended, and fails if it was not carried out completely. Cancelling the task ends the waiting, not the operation.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        operationId: z => z.string().describe('Id from mesh:submit'),
      },
      output: {
        state: z => z.string().describe('State in which it ended'),
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
      const operation = await ended(mesh, operationId, {
        signal: ctx.signal,
        report: line => ctx.logger.info(printable(line)),
      });
      ctx.output('state', operation.state);
      ctx.output(
        'targets',
        operation.targets.map(({ cluster, state }) => ({ cluster, state })),
      );
      if (operation.state !== 'done') {
        const message = operation.message ?? 'No reason was recorded.';
        throw new Error(
          printable(
            `Operation ${operation.id} is ${operation.state}: ${message}`,
          ),
        );
      }
    },
  });
}

type EndedOperation = Operation & {
  readonly state: Exclude<Operation['state'], 'applying' | 'verifying'>;
};

function hasEnded(operation: Operation): operation is EndedOperation {
  return operation.state !== 'applying' && operation.state !== 'verifying';
}

/** Reports each object once, as soon as something became of it. */
async function ended(
  mesh: MeshApi,
  id: string,
  options: {
    readonly signal: AbortSignal | undefined;
    report(line: string): void;
  },
): Promise<EndedOperation> {
  const reported = new Set<string>();
  for (;;) {
    const operation = await mesh.operation(id);
    for (const line of progress(operation.targets)) {
      if (!reported.has(line)) options.report(line);
      reported.add(line);
    }
    if (hasEnded(operation)) return operation;
    await sleep(POLL_MS, undefined, { signal: options.signal });
  }
}

function progress(targets: readonly OperationTarget[]): readonly string[] {
  return targets.flatMap(({ cluster, items }) =>
    items
      .filter(({ state }) => state !== 'waiting')
      .map(({ object, state, message }) =>
        [`${cluster}: ${object}: ${state}`, message].filter(Boolean).join(': '),
      ),
  );
}
