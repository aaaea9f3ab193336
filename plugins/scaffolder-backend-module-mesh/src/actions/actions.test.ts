import { mockCredentials } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  type Operation,
  type Plan,
  planInputs,
} from '@meshwise/backstage-plugin-mesh-common';
import { parse } from 'yaml';
import { fakeMesh, MeshRequest } from '../__testUtils__/fakeMesh';
import { requests } from './examples';
import { createPlanAction } from './plan';
import { createSubmitAction } from './submit';
import { createWaitAction } from './wait';

const HASH = 'a'.repeat(64);

const onboarding = {
  intent: 'onboard-namespace',
  parameters: {
    namespace: 'orders',
    tenant: 'team-shop',
    clusters: ['eu-west-1', 'eu-west-2'],
    revision: 'prod',
    quotaTier: 'small',
  },
};

const PLAN: Plan = {
  intent: 'onboard-namespace',
  parameters: { ...onboarding.parameters, quotaTier: 'small' },
  class: 'tenancy',
  hash: HASH,
  summary: 'Namespace orders',
  notes: ['A note'],
  effect: {
    callers: [],
    mtls: [],
    trust: [],
    losesFallback: [],
    shadowed: [],
    findings: { appear: [], disappear: [] },
    notExamined: [],
    hidden: 0,
    gaps: [],
  },
  undo: { code: 'exact' },
  changes: [
    {
      cluster: 'eu-west-1',
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace: '',
      name: 'orders',
      act: 'create',
      fields: [],
      yaml: 'kind: Namespace',
    },
  ],
  checks: [{ cluster: 'eu-west-1', code: 'ready' }],
  applicable: true,
  proposable: true,
  createdAt: 1,
  expiresAt: 2,
};

const operation = (state: Operation['state'], message?: string): Operation => ({
  id: 'op1',
  intent: 'onboard-namespace',
  class: 'tenancy',
  summary: 'Namespace orders',
  planHash: HASH,
  requester: 'user:default/mock',
  state,
  actions: [],
  createdAt: 1,
  updatedAt: 2,
  targets: [
    {
      cluster: 'eu-west-1',
      state: state === 'done' ? 'done' : 'applying',
      items: [{ act: 'create', object: 'Namespace orders', state: 'applied' }],
    },
  ],
  message,
});

/** A backend that plans, submits, and needs two looks until an operation ends as given. */
function meshThatEnds(end: Operation) {
  let looks = 0;
  return ({ what }: MeshRequest) => {
    if (what === 'POST /api/mesh/plans') {
      return { body: { code: 'planned', plan: PLAN } };
    }
    if (what === 'POST /api/mesh/operations') {
      return { status: 202, body: operation('applying') };
    }
    looks += 1;
    return { body: looks < 2 ? operation('applying') : end };
  };
}

const REFUSED = {
  code: 'refused',
  refusals: [
    {
      code: 'protected-namespace',
      subject: 'namespace orders',
      message: 'It is\nprotected',
      cure: 'Choose another name.',
      because: [],
      gaps: [],
    },
  ],
};

/** The helper fills in only a part of the context. */
const context = (input: JsonObject, more: object = {}) => ({
  ...createMockActionContext({
    input,
    getInitiatorCredentials: async () => mockCredentials.user(),
    task: { id: 'task-1' },
  }),
  step: { id: 'apply' },
  ...more,
});

describe('mesh actions', () => {
  const stops: (() => void)[] = [];
  afterEach(() => stops.splice(0).forEach(stop => stop()));

  async function setUp(answer: Parameters<typeof fakeMesh>[0]) {
    const mesh = await fakeMesh(answer);
    stops.push(mesh.stop);
    const actions: readonly TemplateAction<any, any>[] = [
      createPlanAction(mesh.access),
      createSubmitAction(mesh.access),
      createWaitAction(mesh.access),
    ];
    const run = (id: string, ctx: ReturnType<typeof context>) =>
      actions.find(action => action.id === id)!.handler(ctx);
    return { ...mesh, actions, run };
  }

  it('work as their examples say', async () => {
    const { actions } = await setUp(meshThatEnds(operation('done')));
    for (const action of actions) {
      for (const { example } of action.examples ?? []) {
        const [step] = parse(example).steps;
        expect(step.action).toBe(action.id);
        const ctx = context({ ...step.input, operationId: 'op1' });
        await action.handler(ctx);
        expect(ctx.output).toHaveBeenCalled();
      }
    }
  });

  it('act as the initiator of the task', async () => {
    const { requests: asked, run } = await setUp(
      meshThatEnds(operation('done')),
    );
    await run('mesh:plan', context(onboarding));
    expect(asked[0].authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.user(),
        targetPluginId: 'mesh',
      }),
    );
  });

  it('mesh:plan gives the plan', async () => {
    const { run } = await setUp(meshThatEnds(operation('done')));
    const ctx = context(onboarding);
    await run('mesh:plan', ctx);
    expect(ctx.output).toHaveBeenCalledWith('planHash', HASH);
    expect(ctx.output).toHaveBeenCalledWith('changes', [
      {
        cluster: 'eu-west-1',
        kind: 'Namespace',
        namespace: '',
        name: 'orders',
        act: 'create',
      },
    ]);
  });

  it('have an example of every intent', async () => {
    expect(requests.map(({ request }) => request.intent)).toEqual(
      Object.keys(planInputs),
    );
    const { actions } = await setUp(meshThatEnds(operation('done')));
    const [plan, submit] = actions;
    expect(plan.examples).toHaveLength(requests.length);
    expect(submit.examples).toHaveLength(requests.length);
  });

  it.each([
    [
      { ...onboarding, parameters: { ...onboarding.parameters, clusters: [] } },
      'parameters of onboard-namespace are not usable. clusters: ',
    ],
    [{ ...onboarding, intent: 'constructor' }, 'no intent "constructor"'],
  ])('ask nothing with unusable input', async (input, reason) => {
    const { requests: asked, run } = await setUp(
      meshThatEnds(operation('done')),
    );
    for (const id of ['mesh:plan', 'mesh:submit']) {
      const ctx = context({ ...input, planHash: HASH });
      await expect(run(id, ctx)).rejects.toThrow(reason);
    }
    expect(asked).toEqual([]);
  });

  it('mesh:plan fails with all reasons of a refusal, on one line', async () => {
    const { run } = await setUp(() => ({ body: REFUSED }));
    await expect(run('mesh:plan', context(onboarding))).rejects.toThrow(
      'namespace orders: It is protected. Choose another name.',
    );
  });

  it('mesh:submit sends the hash, and one key for each step and item', async () => {
    const { requests: asked, run } = await setUp(
      meshThatEnds(operation('done')),
    );
    const input = { ...onboarding, planHash: HASH };
    const each = { value: 'b' };
    const long = 'step-'.repeat(100);
    for (const more of [
      {},
      {},
      { each },
      { each },
      { step: { id: 'other' } },
      { step: { id: long } },
      { step: { id: long }, task: { id: 'task-2' } },
    ]) {
      const ctx = context(input, more);
      await run('mesh:submit', ctx);
      expect(ctx.output).toHaveBeenCalledWith('operationId', 'op1');
    }
    const keys = asked.map(
      ({ body }) => (body as { idempotencyKey: string }).idempotencyKey,
    );
    expect(keys[0]).toMatch(/^task-1\/[0-9a-f]{32}$/);
    expect(new Set(keys).size).toBe(5);
    expect(Math.max(...keys.map(key => key.length))).toBeLessThan(250);
    expect(asked[0].body).toMatchObject({ ...onboarding, planHash: HASH });
  });

  it('mesh:submit only plans in a dry run, and mesh:wait has nothing to wait for', async () => {
    const { requests: asked, run } = await setUp(
      meshThatEnds(operation('done')),
    );
    const dry = { isDryRun: true };
    const ctx = context({ ...onboarding, planHash: HASH }, dry);
    await run('mesh:submit', ctx);
    expect(ctx.output).toHaveBeenCalledWith('operationId', 'dry-run');
    await run('mesh:wait', context({ operationId: 'dry-run' }, dry));
    expect(asked.map(({ what }) => what)).toEqual(['POST /api/mesh/plans']);
  });

  it.each(requests)(
    'change nothing in a dry run of $request.intent (T53)',
    async ({ request }) => {
      const { requests: asked, run } = await setUp(
        meshThatEnds(operation('done')),
      );
      const dry = { isDryRun: true };
      const input: JsonObject = JSON.parse(
        JSON.stringify({ ...request, planHash: HASH }),
      );
      await run('mesh:plan', context(input, dry));
      await run('mesh:submit', context(input, dry));
      await run('mesh:wait', context({ operationId: 'dry-run' }, dry));
      expect(asked.map(({ what }) => what)).toEqual([
        'POST /api/mesh/plans',
        'POST /api/mesh/plans',
      ]);
    },
  );

  it('mesh:submit fails as the backend says', async () => {
    const error = { name: 'ConflictError', message: 'The clusters changed' };
    const { run } = await setUp(() => ({
      status: 409,
      body: { error, response: { statusCode: 409 } },
    }));
    await expect(
      run('mesh:submit', context({ ...onboarding, planHash: HASH })),
    ).rejects.toThrow('Request failed with 409');
  });

  it('mesh:wait follows to the end', async () => {
    const { run } = await setUp(meshThatEnds(operation('done')));
    const ctx = context({ operationId: 'op1' });
    const info = jest.spyOn(ctx.logger, 'info');
    await run('mesh:wait', ctx);
    expect(ctx.output).toHaveBeenCalledWith('state', 'done');
    expect(ctx.output).toHaveBeenCalledWith('targets', [
      { cluster: 'eu-west-1', state: 'done' },
    ]);
    expect(info).toHaveBeenCalledWith('eu-west-1: Namespace orders: applied');
    expect(info).toHaveBeenCalledTimes(1);
  });

  it('mesh:wait fails with the reason of a partial operation', async () => {
    const end = operation('partial', 'eu-west-2: no right.');
    const { run } = await setUp(meshThatEnds(end));
    const ctx = context({ operationId: 'op1' });
    await expect(run('mesh:wait', ctx)).rejects.toThrow(
      'Operation op1 is partial: eu-west-2: no right.',
    );
    expect(ctx.output).toHaveBeenCalledWith('state', 'partial');
  });

  it.each(['awaiting-approval', 'awaiting-merge'] as const)(
    'mesh:wait leaves an operation that is %s to people',
    async state => {
      const { run } = await setUp(meshThatEnds(operation(state)));
      const ctx = context({ operationId: 'op1' });
      await run('mesh:wait', ctx);
      expect(ctx.output).toHaveBeenCalledWith('state', state);
    },
  );

  it('mesh:wait ends when the task is cancelled', async () => {
    const { run } = await setUp(() => ({ body: operation('applying') }));
    const cancel = new AbortController();
    const ctx = context({ operationId: 'op1' }, { signal: cancel.signal });
    const waiting = run('mesh:wait', ctx);
    cancel.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
