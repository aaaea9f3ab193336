export { catalogModuleMesh as default } from './module';
