import { join } from 'node:path';
import { CrdBundle } from '../engine';
import { KubernetesObject } from '../kubernetesObject';
import {
  isOwnCrdBundle,
  OwnCrdBundle,
  ownCrds,
  readManifests,
} from '../ownCrds';
import { downloadModule } from './goTool';

/** The Go module that publishes a bundle, and where its manifests are. */
const MODULES: Readonly<
  Record<Exclude<CrdBundle, OwnCrdBundle>, readonly [string, string]>
> = {
  istio: [
    'istio.io/api@v1.31.1',
    'kubernetes/customresourcedefinitions.gen.yaml',
  ],
  'gateway-api': ['sigs.k8s.io/gateway-api@v1.6.3', 'config/crd/standard'],
  mcs: ['sigs.k8s.io/mcs-api@v0.5.2', 'config/crd'],
};

/** The CRDs of a bundle as their project publishes them, or the lab's own stand-ins where it publishes none. */
export async function moduleCrds(
  bundle: CrdBundle,
): Promise<readonly KubernetesObject[]> {
  // Switched on by flags of the API server.
  if (bundle === 'cluster-trust-bundles') return [];
  if (isOwnCrdBundle(bundle)) {
    return ownCrds(bundle);
  }
  const [module, path] = MODULES[bundle];
  const folder = await downloadModule(module);
  const manifests = await readManifests(join(folder, path));
  // The Gateway folder also holds an admission policy about upgrades of the CRDs themselves, which nobody does here.
  return manifests.filter(({ kind }) => kind === 'CustomResourceDefinition');
}
