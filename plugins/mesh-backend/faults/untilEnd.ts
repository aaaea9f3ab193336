import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '@meshwise/backstage-plugin-mesh-common';
import type { FaultEngine } from './FaultEngine';

const RUNNING = ['approved', 'applying', 'verifying', 'compensating'];
const DEADLINE_MS = 600_000;

/** Resolves when an operation has ended or waits. */
export async function untilEnd(
  { journal }: Pick<FaultEngine, 'journal'>,
  id: string,
): Promise<Operation> {
  const until = Date.now() + DEADLINE_MS;
  while (Date.now() < until) {
    // The database may be what fails.
    const stored = await journal.stored.get(id).catch(() => undefined);
    const operation = stored?.operation;
    if (operation && !RUNNING.includes(operation.state)) return operation;
    await sleep(10);
  }
  throw new Error(`Operation ${id} did not end within ${DEADLINE_MS} ms`);
}
