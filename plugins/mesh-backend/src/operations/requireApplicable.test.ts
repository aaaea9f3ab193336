import type {
  OperationClass,
  Plan,
  TargetCheck,
} from '@meshwise/backstage-plugin-mesh-common';
import { preparedPlan } from './__testUtils__/preparedPlan';
import { requireApplicable } from './requireApplicable';

const failing = (
  cluster: string,
  code: Exclude<TargetCheck['code'], 'ready'>,
  message: string,
): TargetCheck => ({ cluster, code, object: '', message, cure: '' });

const SILENT = failing('c1', 'unreachable', 'nothing listens');
const OWNED = failing('c2', 'gitops-owned', 'Argo CD keeps it');

function planOf(operationClass: OperationClass): Plan {
  return {
    ...preparedPlan({ class: operationClass }).plan,
    checks: [SILENT, OWNED, { cluster: 'c3', code: 'ready' }],
    applicable: false,
    proposable: true,
  };
}

describe('requireApplicable', () => {
  it('says what is in the way in each cluster', () => {
    expect(() => requireApplicable(planOf('tenancy'), undefined)).toThrow(
      'The plan cannot be applied: c1: nothing listens; c2: Argo CD keeps it',
    );
  });

  it('does not blame clusters that an evacuation leaves out', () => {
    expect(() => requireApplicable(planOf('evacuation'), undefined)).toThrow(
      /^The plan cannot be applied: c2: Argo CD keeps it$/,
    );
  });

  it('lets a plan become a pull request where that is possible', () => {
    const pullRequest = 'https://git.example.com/7';
    expect(() =>
      requireApplicable(planOf('tenancy'), pullRequest),
    ).not.toThrow();
  });
});
