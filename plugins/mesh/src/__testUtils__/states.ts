import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { MeshApi } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../state/State';
import { fakeMesh } from './FakeMesh';
import {
  answer,
  clusterView,
  controlPlane,
  endpoint,
  fleetCluster,
  fleetView,
  freshness,
  LINKED,
  NOW,
  part,
  position,
  serviceView,
  TIMEOUT_GAP,
} from './fixtures';

/** A mesh in each state of the state language, and in the page states that are no state of a thing. */
export const MESHES: ReadonlyMap<
  State | 'empty' | 'partial' | 'error',
  MeshApi
> = new Map([
  ['healthy', fakeMesh()],
  [
    'degraded',
    fakeMesh({
      service: async () =>
        answer(
          serviceView([
            part('eu-central-1', {
              endpoints: [
                endpoint('eu-central-1', 1),
                endpoint('eu-central-1', 2, { health: 'unhealthy' }),
              ],
            }),
            part('eu-west-1'),
          ]),
        ),
      fleet: async () =>
        answer(
          fleetView([
            fleetCluster('eu-central-1', {
              position: position('eu-central-1', {
                controlPlanes: [controlPlane('eu-central-1', { ready: 1 })],
              }),
            }),
            fleetCluster('eu-west-1'),
          ]),
        ),
    }),
  ],
  [
    'down',
    fakeMesh({
      service: async () =>
        answer(
          serviceView([
            part('eu-central-1', {
              endpoints: [endpoint('eu-central-1', 1, { health: 'unhealthy' })],
            }),
          ]),
        ),
      fleet: async () =>
        answer(
          fleetView([
            fleetCluster('eu-central-1', {
              position: position('eu-central-1', {
                controlPlanes: [controlPlane('eu-central-1', { ready: 0 })],
              }),
            }),
          ]),
        ),
    }),
  ],
  [
    'progressing',
    fakeMesh({
      service: async () =>
        answer(
          serviceView([
            part('eu-west-1', {
              endpoints: [
                endpoint('eu-west-1', 1),
                endpoint('eu-west-1', 2, { health: 'draining' }),
              ],
            }),
          ]),
        ),
      fleet: async () =>
        answer(
          fleetView([
            fleetCluster('eu-west-1', {
              position: undefined,
              freshness: freshness('eu-west-1', {
                state: 'syncing',
                lastSeen: undefined,
              }),
            }),
          ]),
        ),
    }),
  ],
  ['stale', staleMesh('stale')],
  ['unknown', staleMesh('unknown')],
  [
    'forbidden',
    fakeMesh({
      entityServices: () =>
        Promise.reject(new NotAllowedError('mesh.service.read is missing')),
      service: () =>
        Promise.reject(new NotAllowedError('mesh.service.read is missing')),
      fleet: () =>
        Promise.reject(new NotAllowedError('mesh.cluster.read is missing')),
    }),
  ],
  [
    'not-applicable',
    fakeMesh({
      service: async () =>
        answer(serviceView([part('eu-west-1', { endpoints: [] })])),
      fleet: async () =>
        answer(
          fleetView([
            fleetCluster('lab-1', {
              position: position('lab-1', {
                roles: [{ code: 'no-mesh' }],
                controlPlanes: [],
                mesh: undefined,
                networks: [],
              }),
            }),
          ]),
        ),
    }),
  ],
  [
    'loading',
    fakeMesh({
      entityServices: () => new Promise(() => {}),
      service: () => new Promise(() => {}),
      fleet: () => new Promise(() => {}),
    }),
  ],
  [
    'empty',
    fakeMesh({
      entityServices: async () => ({
        ...LINKED,
        linkedBy: 'none',
        services: [],
      }),
      fleet: async () => answer(fleetView([]), { clusters: [] }),
    }),
  ],
  [
    'partial',
    fakeMesh({
      service: async () =>
        answer(serviceView([part('eu-west-1')]), {
          partial: true,
          gaps: [TIMEOUT_GAP],
          clusters: [
            freshness('eu-west-1'),
            freshness('us-east-1', {
              state: 'timeout',
              lastSeen: NOW - 240_000,
            }),
          ],
        }),
      fleet: async () =>
        answer(
          fleetView(
            [
              fleetCluster('eu-west-1'),
              fleetCluster('lab-1', {
                position: undefined,
                freshness: freshness('lab-1', {
                  state: 'sign-in',
                  lastSeen: undefined,
                }),
                authProvider: 'oidc',
              }),
            ],
            true,
          ),
          { partial: true, gaps: [TIMEOUT_GAP] },
        ),
    }),
  ],
  [
    'error',
    fakeMesh({
      entityServices: () =>
        Promise.reject(new AuthenticationError('the session has ended')),
      fleet: () =>
        Promise.reject(new AuthenticationError('the session has ended')),
    }),
  ],
]);

function staleMesh(knowledge: 'stale' | 'unknown'): MeshApi {
  const age = knowledge === 'stale' ? 240_000 : 18_000_000;
  const silent = freshness('us-east-1', {
    state: 'timeout',
    lastSeen: NOW - age,
    since: NOW - age,
    reason: 'connect ETIMEDOUT',
  });
  const clusters = [freshness('eu-west-1'), silent];
  return fakeMesh({
    service: async () =>
      answer(
        serviceView([
          part(
            'us-east-1',
            knowledge === 'unknown'
              ? { knowledge, defined: 'unknown', endpoints: [] }
              : { knowledge },
          ),
          part('eu-west-1'),
        ]),
        {
          partial: true,
          gaps: [{ ...TIMEOUT_GAP, since: NOW - age }],
          clusters,
        },
      ),
    fleet: async () =>
      answer(
        fleetView(
          [
            fleetCluster('eu-west-1'),
            fleetCluster('us-east-1', { freshness: silent }),
          ],
          true,
        ),
        {
          partial: true,
          gaps: [{ ...TIMEOUT_GAP, since: NOW - age }],
          clusters,
        },
      ),
    cluster: async name => answer(clusterView(name, { freshness: silent })),
  });
}
