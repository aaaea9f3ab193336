import { allViews } from '../allViews';
import { defineCheck } from '../check';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from '../controlPlaneView';
import { findingSubject } from '../findingSubject';
import { isSeen } from '../isSeen';
import { sharedMeshConfig } from '../sharedMeshConfig';

/** Control planes that take a part of their mesh config from a ConfigMap which is not there, or which Meshwise does not read. Reference 1.3. */
export const sharedMeshConfigUnseen = defineCheck<ControlPlaneKey>({
  code: 'shared-mesh-config-unseen',
  source: '1.3',
  subjects: mesh =>
    mesh
      .ask(allViews, undefined)
      .filter(({ env }) => Boolean(env.get('SHARED_MESH_CONFIG')))
      .map(({ key }) => key),
  nameOf: controlPlaneName,
  find(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    const { configCluster, namespace, env } = view;
    const { cluster, deployment } = key;
    const shared = sharedMeshConfig(mesh, { configCluster, namespace, env });
    if (
      shared !== 'unseen' ||
      !isSeen(mesh, [cluster, configCluster], ['MeshConfig'])
    )
      return [];
    const name = env.get('SHARED_MESH_CONFIG');
    mesh.because(
      { cluster, kind: 'Deployment', namespace, name: deployment },
      'spec.template.spec.containers[discovery].env[SHARED_MESH_CONFIG]',
      name,
    );
    return [
      {
        severity: 'warning',
        subject: findingSubject(
          'ControlPlane',
          { namespace, name: deployment },
          [cluster],
        ),
        message: `Control plane ${namespace}/${deployment} in ${cluster} takes a part of its mesh config from ConfigMap ${name}, which is not there or not read: answers that rest on its mesh config may be wrong.`,
        fix: 'Name the ConfigMap istio-something, with a key mesh, so that Meshwise reads it, or unset SHARED_MESH_CONFIG.',
      },
    ];
  },
});
