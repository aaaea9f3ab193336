import { Plan } from '@meshwise/backstage-plugin-mesh-common';

/** How a plan gets to the clusters: written by Meshwise, or proposed to the repository that they are kept from. @public */
export type PlanRoute = 'apply' | 'pull-request';

/** What is offered where no pull request can be made. */
export const DIRECTLY: readonly PlanRoute[] = ['apply'];

/** Whether a plan can go that way. */
export function isOpen(
  route: PlanRoute,
  { applicable, proposable }: Pick<Plan, 'applicable' | 'proposable'>,
): boolean {
  return route === 'apply' ? applicable : proposable;
}
