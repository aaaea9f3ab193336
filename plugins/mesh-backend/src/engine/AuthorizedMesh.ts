import type {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  ClusterName,
  MeshApi,
  meshClusterReadPermission,
  meshNamespaceOnboardPermission,
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
    const following = async () =>
      mesh.as({ ...caller, seesAllOperations: await this.seesAll(caller) });
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
      findings: async () => (await seeing()).findings(),
      tenancy: async () => (await seeing()).tenancy(),
      namespace: async at => (await seeing()).namespace(at),
      trust: async () => (await seeing()).trust(),
      controlPlanes: async () => (await seeing()).controlPlanes(),
      drift: async () => (await seeing()).drift(),
      networks: async () => (await seeing()).networks(),
      plan: async request => {
        await this.requireTenant(request, caller);
        return (await seeing()).plan(request);
      },
      submit: async request => {
        await this.requireTenant(request, caller);
        return (await seeing()).submit(request);
      },
      operation: async id => (await following()).operation(id),
      operations: async filter => (await following()).operations(filter),
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

  private async requireTenant(request: PlanRequest, caller: Caller) {
    if (request.intent !== 'onboard-namespace') {
      throw new NotAllowedError(`Nobody may ${request.intent}`);
    }
    const { tenant } = request.parameters;
    await this.require(
      meshNamespaceOnboardPermission,
      tenant,
      caller,
      `You may not onboard namespaces for "${tenant}"`,
    );
  }

  private async require(
    permission: ResourcePermission,
    resourceRef: string,
    { credentials }: Caller,
    refusal: string,
  ): Promise<void> {
    const [decision] = await this.options.permissions.authorize(
      [{ permission, resourceRef }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(refusal);
    }
  }

  private async seesAll({ credentials }: Caller): Promise<boolean> {
    const [decision] = await this.options.permissions.authorize(
      [{ permission: meshOperationReadPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
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
