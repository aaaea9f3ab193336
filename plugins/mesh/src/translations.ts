export {
  controlPlanesMessages,
  controlPlanesTranslationRef,
} from './admin/controlPlanes/translation';
export { driftMessages, driftTranslationRef } from './admin/drift/translation';
export {
  networksMessages,
  networksTranslationRef,
} from './admin/networks/translation';
export {
  tenancyMessages,
  tenancyTranslationRef,
} from './admin/tenancy/translation';
export { adminMessages, adminTranslationRef } from './admin/translation';
export {
  fleetTrustMessages,
  fleetTrustTranslationRef,
} from './admin/trust/translation';
export { serviceMessages, serviceTranslationRef } from './entity/translation';
export { formMessages, formTranslationRef } from './forms/translation';
export {
  operationsMessages,
  operationsTranslationRef,
} from './plan/translation';
export { meshMessages, meshTranslationRef } from './translation';
