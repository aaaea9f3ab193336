import type {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  ClusterName,
  MeshApi,
  meshClusterReadPermission,
  meshOperationApprovePermission,
  meshOperationReadPermission,
  meshServiceReadPermission,
  PlanRequest,
  serviceKey,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  matchesFilter,
  meshClusterResourceRef,
} from '@meshwise/backstage-plugin-mesh-node';
import type { Caller, MeshFor } from './Caller';
import type { MeshResources } from './MeshResources';
import { RequestOf, requirements } from './requirements';

/**
 * Asks the permission framework before the mesh is asked, always for the caller and never for the backend itself.
 * Clusters that a caller may not see do not exist for them; what belongs to a service or tenant is refused openly,
 * whether it exists or not.
 */
export class AuthorizedMesh implements MeshFor {
  static create(options: {
    readonly mesh: MeshFor;
    readonly permissions: PermissionsService;
    readonly permissionsRegistry: PermissionsRegistryService;
    readonly resources: MeshResources;
    readonly requestOf: RequestOf;
  }): AuthorizedMesh {
    return new AuthorizedMesh(options);
  }

  private constructor(
    private readonly options: Parameters<typeof AuthorizedMesh.create>[0],
  ) {}

  as(caller: Caller): MeshApi {
    const { mesh } = this.options;
    const seeing = async () =>
      mesh.as({ ...caller, sees: await this.visibleClusters(caller) });
    const following = () => this.following(caller);
    return {
      fleet: async () => (await seeing()).fleet(),
      cluster: async name => (await seeing()).cluster(name),
      // The catalog decides who may see an entity.
      entityServices: ref => mesh.as(caller).entityServices(ref),
      service: async service => {
        await this.requireService(service, caller);
        return (await seeing()).service(service);
      },
      reach: async (service, filter) => {
        await this.requireService(service, caller);
        return (await seeing()).reach(service, filter);
      },
      serviceSnapshot: async service => {
        await this.requireService(service, caller);
        return (await seeing()).serviceSnapshot(service);
      },
      serviceConfig: async service => {
        await this.requireService(service, caller);
        return (await seeing()).serviceConfig(service);
      },
      serviceTrust: async service => {
        await this.requireService(service, caller);
        return (await seeing()).serviceTrust(service);
      },
      serviceStanding: async service => {
        await this.requireService(service, caller);
        return (await seeing()).serviceStanding(service);
      },
      findings: async () => (await seeing()).findings(),
      tenancy: async () => (await seeing()).tenancy(),
      namespace: async at => (await seeing()).namespace(at),
      trust: async () => (await seeing()).trust(),
      controlPlanes: async () => (await seeing()).controlPlanes(),
      upgrade: async question => (await seeing()).upgrade(question),
      drift: async () => (await seeing()).drift(),
      networks: async () => (await seeing()).networks(),
      plan: async request => {
        await this.requireIntent(request, caller);
        return (await seeing()).plan(request);
      },
      submit: async request => {
        await this.requireIntent(request, caller);
        return (await seeing()).submit(request);
      },
      operation: async id => (await following()).operation(id),
      operations: async filter => (await following()).operations(filter),
      approve: async (id, approval) =>
        (await this.requireApprover(caller)).approve(id, approval),
      reject: async (id, rejection) =>
        (await this.requireApprover(caller)).reject(id, rejection),
      resume: async id => (await this.requireOperation(id, caller)).resume(id),
      accept: async (id, acceptance) =>
        (await this.requireOperation(id, caller)).accept(id, acceptance),
      stop: async id => (await this.requireOperation(id, caller)).stop(id),
    };
  }

  private async requireService(service: ServiceRef, caller: Caller) {
    const key = serviceKey(service);
    await this.require(
      meshServiceReadPermission,
      key,
      caller,
      `You may not see the service "${key}"`,
    );
  }

  private async requireIntent(
    request: PlanRequest,
    caller: Caller,
  ): Promise<void> {
    const { resources, requestOf } = this.options;
    const required = await requirements(request, resources, requestOf);
    if (required === undefined) {
      throw new NotAllowedError(`You may not ask for ${request.intent} here`);
    }
    for (const { refusal, ...requirement } of required) {
      if (
        requirement.permission === undefined ||
        !(await this.allowed(requirement, caller))
      ) {
        throw new NotAllowedError(refusal);
      }
    }
  }

  /** Whoever may ask for an operation, or approve it, may also decide how it goes on. */
  private async requireOperation(id: string, caller: Caller): Promise<MeshApi> {
    const mesh = await this.following(caller);
    // What may not be seen does not exist.
    await mesh.operation(id);
    if (await this.approves(caller)) return mesh;
    const request = await this.options.requestOf(id);
    if (request) await this.requireIntent(request, caller);
    return mesh;
  }

  private async requireApprover(caller: Caller): Promise<MeshApi> {
    const mesh = await this.following(caller);
    if (await this.approves(caller)) return mesh;
    throw new NotAllowedError('You may not decide about operations of others');
  }

  private async require(
    permission: ResourcePermission,
    resourceRef: string,
    caller: Caller,
    refusal: string,
  ): Promise<void> {
    if (!(await this.allowed({ permission, resourceRef }, caller))) {
      throw new NotAllowedError(refusal);
    }
  }

  private async allowed(
    asked: AuthorizePermissionRequest,
    { credentials }: Caller,
  ): Promise<boolean> {
    const [decision] = await this.options.permissions.authorize([asked], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  private approves(caller: Caller): Promise<boolean> {
    return this.allowed({ permission: meshOperationApprovePermission }, caller);
  }

  /** The mesh of a caller who asks about operations. */
  private async following(caller: Caller): Promise<MeshApi> {
    const permission = meshOperationReadPermission;
    return this.options.mesh.as({
      ...caller,
      seesAllOperations: await this.allowed({ permission }, caller),
      approvesOperations: await this.approves(caller),
    });
  }

  private async visibleClusters({
    credentials,
  }: Caller): Promise<(cluster: ClusterName) => boolean> {
    const { permissions, permissionsRegistry, resources } = this.options;
    const [decision] = await permissions.authorizeConditional(
      [{ permission: meshClusterReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      const allowed = decision.result === AuthorizeResult.ALLOW;
      return () => allowed;
    }
    const filter = createConditionTransformer(
      permissionsRegistry.getPermissionRuleset(meshClusterResourceRef),
    )(decision.conditions);
    return cluster => {
      const resource = resources.cluster(cluster);
      return resource !== undefined && matchesFilter(resource, filter);
    };
  }
}
