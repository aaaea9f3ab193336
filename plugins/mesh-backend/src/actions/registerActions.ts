import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { MeshFor } from '../engine/Caller';
import { createExplainReachAction } from './createExplainReachAction';
import { createGetFleetAction } from './createGetFleetAction';
import { createGetServiceAction } from './createGetServiceAction';
import { createListFindingsAction } from './createListFindingsAction';
import { createPlanChangeAction } from './createPlanChangeAction';
import { meshForUser } from './MeshForUser';

/**
 * Offers the questions of the mesh, and plans, to agents (MCP) and other callers of actions. What applies, approves or
 * takes back is not among them: every action that is registered can be reached by an agent.
 */
export function registerActions(options: {
  readonly actionsRegistry: ActionsRegistryService;
  readonly mesh: MeshFor;
  readonly auth: AuthService;
}): void {
  const { actionsRegistry } = options;
  const mesh = meshForUser(options);
  createGetFleetAction(actionsRegistry, mesh);
  createGetServiceAction(actionsRegistry, mesh);
  createExplainReachAction(actionsRegistry, mesh);
  createListFindingsAction(actionsRegistry, mesh);
  createPlanChangeAction(actionsRegistry, mesh);
}
