export { kubernetesModuleMesh as default } from './module';
