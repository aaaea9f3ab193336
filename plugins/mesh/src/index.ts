/**
 * The mesh in a Backstage portal: entity card and tab, and the pages of the platform team. This entry point serves the
 * legacy frontend system; the new one takes `@meshwise/backstage-plugin-mesh/alpha`.
 *
 * @packageDocumentation
 */

export { meshApiRef } from './api/meshApiRef';
export type { ControlPlaneName } from './forms/controlPlaneChoice';
export type { RegionFailover } from './forms/FailoverRules';
export type { AcknowledgedPlan } from './forms/MeshPlanPreview';
export type { PlanRoute } from './plan/PlanRoute';
export {
  EntityMeshCard,
  EntityMeshContent,
  MeshAdminPage,
  MeshClusterChoiceFieldExtension,
  MeshClusterPickerFieldExtension,
  MeshControlPlanePickerFieldExtension,
  MeshExpiryPickerFieldExtension,
  MeshFailoverEditorFieldExtension,
  MeshPlanPreviewFieldExtension,
  meshPlugin,
  MeshServicePickerFieldExtension,
  MeshServicesPickerFieldExtension,
  MeshTenantPickerFieldExtension,
} from './plugin';
export * from './translations';
