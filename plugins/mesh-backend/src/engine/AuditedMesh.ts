import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  MeshApi,
  Operation,
  OperationAction,
  PlanRequest,
  PlanResult,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Caller, MeshFor } from './Caller';

/**
 * Writes to the audit log who wants to change what, before it is tried and after it was decided, denials included; and who
 * looked at the administration of the fleet. What happens to each object is recorded where it is written.
 */
export class AuditedMesh implements MeshFor {
  static create(options: {
    readonly mesh: MeshFor;
    readonly auditor: AuditorService;
  }): AuditedMesh {
    return new AuditedMesh(options.mesh, options.auditor);
  }

  private constructor(
    private readonly mesh: MeshFor,
    private readonly auditor: AuditorService,
  ) {}

  as(caller: Caller): MeshApi {
    const api = this.mesh.as(caller);
    const read = <T>(actionType: string, act: () => Promise<T>) =>
      this.audited(readEvent(actionType, caller), act, () => ({}));
    const decide = (
      act: OperationAction,
      id: string,
      perform: () => Promise<Operation>,
      reason?: string,
    ) => this.audited(decision(act, id, reason, caller), perform, submitted);
    return {
      ...api,
      tenancy: () => read('tenancy', () => api.tenancy()),
      trust: () => read('trust', () => api.trust()),
      controlPlanes: () => read('control-planes', () => api.controlPlanes()),
      upgrade: question => read('upgrade', () => api.upgrade(question)),
      drift: () => read('drift', () => api.drift()),
      networks: () => read('networks', () => api.networks()),
      namespace: at =>
        read(`namespace ${at.cluster}/${at.namespace}`, () =>
          api.namespace(at),
        ),
      plan: request =>
        this.audited(
          event('plan-create', 'low', request, caller),
          () => api.plan(request),
          planned,
        ),
      submit: request =>
        this.audited(
          event('operation-submit', 'medium', request, caller),
          () => api.submit(request),
          submitted,
        ),
      approve: (id, approval) =>
        decide('approve', id, () => api.approve(id, approval)),
      reject: (id, rejection) =>
        decide('reject', id, () => api.reject(id, rejection), rejection.reason),
      resume: id => decide('resume', id, () => api.resume(id)),
      accept: (id, acceptance) =>
        decide(
          'accept',
          id,
          () => api.accept(id, acceptance),
          acceptance.reason,
        ),
      stop: id => decide('stop', id, () => api.stop(id)),
    };
  }

  private async audited<T>(
    options: AuditorServiceCreateEventOptions,
    act: () => Promise<T>,
    outcome: (result: T) => JsonObject,
  ): Promise<T> {
    const started = await this.auditor.createEvent(options);
    try {
      const result = await act();
      await started.success({ meta: outcome(result) });
      return result;
    } catch (error) {
      await started.fail({ error: toError(error) });
      throw error;
    }
  }
}

/** Somebody decides about an operation. */
function decision(
  act: OperationAction,
  operation: string,
  reason: string | undefined,
  { name, request }: Caller,
): AuditorServiceCreateEventOptions {
  const meta = {
    actionType: act,
    operation,
    requester: name,
    ...(reason !== undefined && { reason }),
  };
  const eventId = `operation-${act}`;
  return { eventId, severityLevel: 'medium', request, meta };
}

function submitted({ id, planHash, state }: Operation): JsonObject {
  return { operation: id, planHash, state };
}

/** Looking at what belongs to whom, who trusts whom, and who controls what. */
function readEvent(
  actionType: string,
  { name, request }: Caller,
): AuditorServiceCreateEventOptions {
  const meta = { actionType, requester: name };
  return { eventId: 'admin-read', severityLevel: 'low', request, meta };
}

function event(
  eventId: string,
  severityLevel: AuditorServiceCreateEventOptions['severityLevel'],
  { intent, parameters }: PlanRequest,
  { name, request }: Caller,
): AuditorServiceCreateEventOptions {
  const meta = {
    actionType: intent,
    requester: name,
    ...subjectOf(parameters),
  };
  return { eventId, severityLevel, request, meta };
}

function planned(result: PlanResult): JsonObject {
  return result.code === 'planned'
    ? { outcome: 'planned', planHash: result.plan.hash }
    : {
        outcome: 'refused',
        refusals: result.refusals.map(({ code }) => code),
      };
}

/** What of the parameters names what would be changed. The rest of them is not repeated in the log. */
const SUBJECTS = [
  'namespace',
  'tenant',
  'clusters',
  'cluster',
  'service',
  'services',
  'operation',
];

function subjectOf(parameters: PlanRequest['parameters']): JsonObject {
  const named = Object.entries(parameters).filter(([key]) =>
    SUBJECTS.includes(key),
  );
  return Object.fromEntries(named);
}
