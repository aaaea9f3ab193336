import { useApi } from '@backstage/frontend-plugin-api';
import {
  Plan,
  PlanRequest,
  Refusal,
} from '@meshwise/backstage-plugin-mesh-common';
import { useCallback, useEffect, useState } from 'react';
import { meshApiRef } from '../api/meshApiRef';

/** Where a plan step stands. */
export type PlanState =
  | { readonly code: 'incomplete' }
  | { readonly code: 'planning' }
  | { readonly code: 'failed'; readonly error: Error }
  | { readonly code: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly code: 'planned'; readonly plan: Plan }
  | { readonly code: 'expired'; readonly plan: Plan };

/**
 * Plans what the answers of a form ask for. Other answers make another plan. A plan expires by the time the backend gave
 * it, measured from its arrival, so that the browser's clock does not matter.
 */
export function usePlan(request: PlanRequest | undefined): {
  readonly state: PlanState;
  readonly again: () => void;
} {
  const mesh = useApi(meshApiRef);
  const [attempt, setAttempt] = useState(0);
  const question = JSON.stringify(request);
  const [answer, setAnswer] = useState<{
    readonly to: string;
    readonly state: PlanState;
  }>();
  const asked = `${attempt} ${question}`;

  useEffect(() => {
    if (question === undefined) return undefined;
    let current = true;
    const settle = (state: PlanState) =>
      current && setAnswer({ to: asked, state });
    mesh.plan(JSON.parse(question)).then(
      result => settle(result),
      error => settle({ code: 'failed', error }),
    );
    return () => {
      current = false;
    };
  }, [mesh, question, asked]);

  const state = stateOf(question, asked, answer);
  const plan = state.code === 'planned' ? state.plan : undefined;
  useEffect(() => {
    if (!plan) return undefined;
    const expire = () =>
      setAnswer({ to: asked, state: { code: 'expired', plan } });
    const timer = setTimeout(
      expire,
      Math.max(0, plan.expiresAt - plan.createdAt),
    );
    return () => clearTimeout(timer);
  }, [plan, asked]);

  return {
    state,
    again: useCallback(() => setAttempt(count => count + 1), []),
  };
}

function stateOf(
  question: string | undefined,
  asked: string,
  answer: { readonly to: string; readonly state: PlanState } | undefined,
): PlanState {
  if (question === undefined) return { code: 'incomplete' };
  return answer?.to === asked ? answer.state : { code: 'planning' };
}
