/**
 * Gives the mesh plugin the clusters and credentials of the Kubernetes plugin.
 *
 * @packageDocumentation
 */

export { kubernetesModuleMesh as default } from './module';
