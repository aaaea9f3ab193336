import {
  findingKey,
  Operation,
  Plan,
  PlanEffect,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import type { OperationsLab } from './startOperationsLab';

/** What a plan meant, and what the plan that took it back meant. */
export interface Effects {
  readonly shown: PlanEffect;
  readonly taken: PlanEffect;
}

/** What is done with each intent on clusters of the lab. */
export interface IntentTrial {
  plan(request: PlanRequest): Promise<Plan>;
  /** Plans, submits, lets a second person approve where one must, and waits until the reader shows what was done. */
  apply(
    request: PlanRequest,
    fingerprint?: string,
  ): Promise<{ readonly plan: Plan; readonly operation: Operation }>;
  /** The rules, asked of what was read after a plan, see what it promised: undoing it has the opposite effect, and doing it again the same. */
  holdsAndCanBeUndone(
    request: PlanRequest,
    fingerprint?: string,
  ): Promise<Effects>;
}

/** Tries intents on a lab. */
export function intentTrial(setup: OperationsLab): IntentTrial {
  let submitted = 0;
  async function plan(request: PlanRequest): Promise<Plan> {
    const result = await setup.operations.plan(request, setup.caller);
    if (result.code === 'planned') return result.plan;
    throw new Error(JSON.stringify(result.refusals, undefined, 1));
  }

  /** Plans, submits, lets a second person approve where one must, and waits until the reader shows what was done. */
  async function apply(
    request: PlanRequest,
    fingerprint?: string,
  ): Promise<{ readonly plan: Plan; readonly operation: Operation }> {
    const { operations, caller, approver } = setup;
    const shown = await plan(request);
    expect(shown.checks).toEqual(
      shown.checks.map(({ cluster }) => ({ cluster, code: 'ready' })),
    );
    const { hash } = shown;
    const { id } = await operations.submit(
      { ...request, planHash: hash, idempotencyKey: `${++submitted}` },
      caller,
    );
    if (shown.approval) {
      const approval = {
        planHash: hash,
        ...(fingerprint && { fingerprint }),
      };
      await operations.approve(id, approval, approver);
    }
    const operation = await setup.ended(id);
    expect(operation).toMatchObject({ state: 'done', message: undefined });
    await setup.readBack(shown);
    return { plan: shown, operation };
  }

  /** What a plan says, and what one says that takes it back. */
  const promised = (effect: PlanEffect) => sides(effect, false);
  const opposite = (effect: PlanEffect) => sides(effect, true);

  /** The rules, asked of what was read after a plan, see what it promised: undoing it has the opposite effect, and doing it again the same. */
  async function holdsAndCanBeUndone(
    request: PlanRequest,
    fingerprint?: string,
  ): Promise<Effects> {
    const { plan: shown, operation } = await apply(request, fingerprint);
    const undo: PlanRequest = {
      intent: 'undo',
      parameters: { operation: operation.id },
    };
    const taken = await plan(undo);
    expect(promised(taken.effect)).toEqual(opposite(shown.effect));
    await apply(undo);
    const again = await plan(request);
    expect(promised(again.effect)).toEqual(promised(shown.effect));
    return { shown: shown.effect, taken: taken.effect };
  }

  return { plan, apply, holdsAndCanBeUndone };
}

/** What an effect says, as lines that can be compared; turned round, as what takes it back must say it. */
function sides(effect: PlanEffect, turned: boolean): readonly string[] {
  const change = (
    what: object,
    { before, after }: { readonly before: string; readonly after: string },
  ) =>
    JSON.stringify(
      turned
        ? { ...what, from: after, to: before }
        : { ...what, from: before, to: after },
    );
  const { appear, disappear } = effect.findings;
  const [come, go] = turned ? [disappear, appear] : [appear, disappear];
  return [
    ...effect.callers.map(({ caller, service, aspect, ...values }) =>
      change({ caller, service, aspect }, values),
    ),
    ...effect.mtls.map(({ service, cluster, ...values }) =>
      change({ service, cluster }, values),
    ),
    ...effect.trust.map(({ truster, trusted, callers, ...values }) =>
      change({ truster, trusted, callers }, values),
    ),
    ...come.map(finding => `+ ${findingKey(finding)}`),
    ...go.map(finding => `- ${findingKey(finding)}`),
  ].sort();
}
