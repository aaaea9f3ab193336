import { setTimeout as sleep } from 'node:timers/promises';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  ClusterName,
  Manifest,
  OnboardNamespaceInput,
  Operation,
  OperationClass,
  Plan,
  PlannedObject,
  PlanRequest,
  Refusal,
} from '@meshwise/backstage-plugin-mesh-common';
import { FakeClusters } from '../../__testUtils__/FakeClusters';
import type { Caller } from '../../engine/Caller';
import { OperationJournal } from '../OperationJournal';
import type { Observe } from '../observed';
import { Operations } from '../Operations';
import type { SubjectOf } from '../Planner';
import { undoDraft } from '../undoDraft';
import { preparedPlan } from './preparedPlan';

const PARAMETERS: OnboardNamespaceInput = {
  namespace: 'shop',
  tenant: 'team-shop',
  clusters: ['c1', 'c2', 'c3'],
  revision: 'prod',
  quotaTier: 'small',
};

export const REQUEST = {
  intent: 'onboard-namespace' as const,
  parameters: PARAMETERS,
};

export const MANAGER = 'backstage-mesh-tenancy';

export const namespace: Manifest = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'meshwise.io/tenant': 'team-shop' } },
};

export const quota: Manifest = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'meshwise', namespace: 'shop' },
  spec: { hard: { pods: '30' } },
};

export const caller = (name: string, seesAllOperations = false): Caller => ({
  name,
  credentials: mockCredentials.user(name),
  sees: () => true,
  seesAllOperations,
});

/** Asks for operations. */
export const ann = caller('user:default/ann');

/** Decides about operations of others. */
export const bob: Caller = {
  ...caller('user:default/bob'),
  approvesOperations: true,
};

/** Operations of one backend against clusters in memory. */
export async function setUpOperations(
  databases: TestDatabases,
  options: {
    readonly clusters?: readonly ClusterName[];
    readonly class?: OperationClass;
    readonly approval?: { readonly reason: string };
    readonly subjectOf?: SubjectOf;
    readonly observe?: Observe;
  } = {},
) {
  const { clusters = ['c1', 'c2', 'c3'], approval } = options;
  const { subjectOf, observe } = options;
  const knex = await databases.init('SQLITE_3');
  const journal = await OperationJournal.create({
    database: mockServices.database({ knex }),
  });
  const fake = FakeClusters.create(clusters);
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async () => ({
    success: async () => {},
    fail: async () => {},
  }));
  const clock = { now: 1_700_000_000_000 };
  const objects: PlannedObject[] = clusters.flatMap(cluster =>
    [namespace, quota].map(manifest => ({
      act: 'apply' as const,
      cluster,
      fieldManager: MANAGER,
      manifest,
    })),
  );
  const { effect } = preparedPlan().plan;
  const refusals: Refusal[] = [];
  const draft = async ({ intent, parameters }: PlanRequest) => {
    if (refusals.length > 0) return { code: 'refused' as const, refusals };
    if (intent === 'undo') {
      const result = await undoDraft(journal, parameters.operation);
      return result.code === 'planned' ? { ...result, effect } : result;
    }
    return {
      code: 'planned' as const,
      draft: {
        intent,
        class: options.class ?? 'tenancy',
        summary: 'Namespace shop',
        objects,
        notes: [],
        scopes: ['namespace/shop'],
        ...(approval && { approval }),
        undo: { code: 'exact' as const },
        asOf: undefined,
      },
      effect,
    };
  };
  const stop = new AbortController();
  /** Another backend on the same database. */
  const backend = (signal = stop.signal) =>
    Operations.create({
      draft,
      writers: fake,
      journal,
      auditor,
      logger: mockServices.logger.mock(),
      canary: 'c2',
      absentCaller: async name => caller(name),
      ...(subjectOf && { subjectOf }),
      ...(observe && { observe }),
      signal,
      settleMs: 0,
      lookMs: 10,
      pause: { wait: async () => {} },
      now: () => clock.now,
    });
  const operations = backend();
  return {
    operations,
    backend,
    fake,
    auditor,
    clock,
    journal,
    stop,
    objects,
    /** Refuses plans from now on. */
    refuse: (refusal: Refusal) => void refusals.push(refusal),
  };
}

export type Setup = Awaited<ReturnType<typeof setUpOperations>>;

export async function plan(
  { operations }: Setup,
  who = ann,
  request: PlanRequest = REQUEST,
): Promise<Plan> {
  const result = await operations.plan(request, who);
  if (result.code === 'refused') throw new Error('refused');
  return result.plan;
}

export const submission = (planHash: string, idempotencyKey = 'task/step') => ({
  ...REQUEST,
  planHash,
  idempotencyKey,
});

const RUNNING = ['approved', 'applying', 'verifying', 'compensating'];

/** Resolves when an operation has ended or waits. */
export async function ended(
  { operations }: Setup,
  id: string,
): Promise<Operation> {
  for (;;) {
    const operation = await operations.get(id, ann);
    if (!RUNNING.includes(operation.state)) return operation;
    await sleep(5);
  }
}

/** Plans, submits and waits. */
export async function submitted(setup: Setup): Promise<Operation> {
  const { hash } = await plan(setup);
  const { id } = await setup.operations.submit(submission(hash), ann);
  return ended(setup, id);
}

/** States of the items by cluster. */
export const states = ({ targets }: Operation) =>
  Object.fromEntries(
    targets.map(({ cluster, items }) => [
      cluster,
      items.map(({ state }) => state).join(' '),
    ]),
  );
