export { scaffolderModuleMesh as default } from './module';
