import { NotFoundError } from '@backstage/errors';
import { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import {
  answer,
  clusterView,
  fleetCluster,
  fleetView,
  LINKED,
  NOW,
  part,
  serviceView,
} from './fixtures';
import { serviceConfig } from './serviceConfig';
import { serviceStanding } from './serviceStanding';
import { serviceTrust } from './serviceTrust';

const readOnly = () => Promise.reject(new Error('This mesh is read-only.'));

/** A mesh API that answers from memory. What is not overridden shows one healthy fleet. */
export function fakeMesh(overrides: Partial<MeshApi> = {}): MeshApi {
  return {
    fleet: async () =>
      answer(
        fleetView([fleetCluster('eu-west-1'), fleetCluster('eu-central-1')]),
      ),
    cluster: async name => answer(clusterView(name)),
    entityServices: async () => LINKED,
    service: async () =>
      answer(serviceView([part('eu-west-1'), part('eu-central-1')])),
    serviceSnapshot: async service =>
      answer({ service, callers: [], snapshot: { at: NOW, clusters: [] } }),
    reach: async service =>
      answer({ service, targets: [], rows: [], chosen: undefined }),
    serviceConfig: async service => answer(serviceConfig({ service })),
    serviceTrust: async service => answer(serviceTrust({ service })),
    serviceStanding: async service => answer(serviceStanding({ service })),
    findings: async () => answer({ findings: [], partial: [] }),
    tenancy: async () => answer({ tenants: [], unclaimed: [], unseen: [] }),
    namespace: () =>
      Promise.reject(new NotFoundError('This mesh has no namespaces.')),
    trust: async () =>
      answer({
        roots: [],
        unseen: [],
        matrix: { parties: [], cells: [] },
        rotations: [],
      }),
    controlPlanes: async () =>
      answer({
        controlPlanes: [],
        flows: [],
        links: { controlPlanes: [], oneWay: [] },
        unseen: [],
      }),
    upgrade: () =>
      Promise.reject(new NotFoundError('This mesh has no control planes.')),
    drift: async () =>
      answer({
        meshes: [],
        collisions: [],
        sharedServices: 0,
        checked: ['eu-west-1', 'eu-central-1', 'us-east-1'],
        unchecked: [],
      }),
    networks: async () =>
      answer({ networks: [], gateways: [], foreign: [], pairs: [] }),
    plan: async () => ({ code: 'refused', refusals: [] }),
    submit: readOnly,
    operation: () => Promise.reject(new Error('This mesh has no operations.')),
    operations: async () => ({ items: [] }),
    approve: readOnly,
    reject: readOnly,
    resume: readOnly,
    accept: readOnly,
    stop: readOnly,
    ...overrides,
  };
}
