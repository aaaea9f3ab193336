import { subscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Steps } from '../src/operations/Steps';
import { AuditTrail } from './AuditTrail';
import {
  ClusterTarget,
  DatabaseSpec,
  FaultEngine,
  FaultOperation,
  person,
} from './FaultEngine';

/** What a worker does: brings one operation to its end, or dies on the way. */
export interface WorkerJob {
  readonly database: DatabaseSpec;
  readonly clusters: readonly ClusterTarget[];
  readonly operation: FaultOperation;
  readonly auditFile: string;
  readonly leaseMs: number;
  /** The step, by its name or its number in the run, at which the process ends without a word, or stands still until it is told to go on. */
  readonly break?: {
    readonly step: string | number;
    readonly signal: NodeJS.Signals;
  };
}

/** What a worker prints as its last line. */
export interface WorkerReport {
  readonly operation: string;
  readonly state: string;
  readonly message: string | undefined;
  /** The steps of the run, in order. */
  readonly steps: readonly string[];
}

const FINAL = ['done', 'failed', 'compensated', 'stuck', 'accepted-partial'];
const DEADLINE_MS = 600_000;

/** Resolves when a PATCH or DELETE has left for a cluster. */
function bodySent(url: string): Promise<void> {
  return new Promise(resolve => {
    subscribe('undici:request:bodySent', message => {
      const sent = Reflect.get(Object(message), 'request');
      const { origin, method } = Object(sent);
      if (String(origin) === url && method !== 'GET') resolve();
    });
  });
}

function breakingSteps(job: WorkerJob, seen: string[]): Steps {
  let broken = false;
  const times = new Map<string, number>();
  return {
    async at(step, subject) {
      // Ids of operations are new in each run.
      const plain = subject.includes(':') ? `${step} ${subject}` : step;
      const time = (times.get(plain) ?? 0) + 1;
      times.set(plain, time);
      const name = time === 1 ? plain : `${plain} (${time})`;
      seen.push(name);
      if (broken || !job.break) return;
      if (![name, seen.length].includes(job.break.step)) return;
      broken = true;
      if (step === 'after-send') {
        const [cluster] = subject.split(': ');
        const target = job.clusters.find(known => known.name === cluster);
        await bodySent(target?.url ?? '');
        await new Promise(resolve => setImmediate(resolve));
      }
      process.kill(process.pid, job.break.signal);
    },
  };
}

/** As a scaffolder task does it: the same key again and again, until the operation has ended. */
async function toEnd(engine: FaultEngine): Promise<[string, string, string?]> {
  const until = Date.now() + DEADLINE_MS;
  const [ann, bob] = [person('ann'), person('bob')];
  while (Date.now() < until) {
    try {
      const id =
        (await engine.journal.stored.byKey(ann.name, 'task/step')) ??
        (await engine.submit('task/step', ann));
      const operation = await engine.operations.get(id, ann);
      const { state, planHash, message } = operation;
      if (FINAL.includes(state)) return [id, state, message];
      if (state === 'awaiting-approval') {
        await engine.operations.approve(id, { planHash }, bob);
      }
    } catch (error) {
      // A claim of a dead process is in the way for as long as its lease.
      const name = error instanceof Error ? error.name : '';
      if (!['NotFoundError', 'ConflictError'].includes(name)) throw error;
    }
    await sleep(20);
  }
  throw new Error('The operation did not end');
}

async function work(job: WorkerJob): Promise<WorkerReport> {
  const { auditFile, ...options } = job;
  const steps: string[] = [];
  const engine = await FaultEngine.create({
    ...options,
    auditor: AuditTrail.create(auditFile),
    steps: breakingSteps(job, steps),
  });
  engine.operations.start();
  try {
    const [operation, state, message] = await toEnd(engine);
    return { operation, state, message, steps };
  } finally {
    await engine.close();
  }
}

work(JSON.parse(process.argv[2] ?? '{}')).then(
  report => {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    // Node may wait for ever for handles of connections that were cut, and all work is done.
    process.exit();
  },
  error => {
    process.stderr.write(`worker: ${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
