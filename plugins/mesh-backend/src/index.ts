export { meshPlugin as default } from './plugin';
export {
  meshSnapshotPlugin,
  type MeshSnapshotOptions,
} from './snapshot/meshSnapshotPlugin';
