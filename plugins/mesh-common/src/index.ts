/**
 * What Meshwise knows about meshes: the model, the rules, the plans and the API that backend and frontend share.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './permissions';
export * from './api/MeshApi';
export * from './api/MeshClient';
export * from './model/answer';
export * from './model/coverage';
export * from './model/kinds';
export * from './model/refs';
export * from './plan/plan';
export * from './rules/deploymentModel';
export * from './rules/endpoints';
export * from './rules/governedBy';
