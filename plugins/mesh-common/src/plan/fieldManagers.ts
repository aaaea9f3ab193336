/** Field manager of all objects that say what belongs to a tenant and who may call it. Constant, so that a later plan can remove fields. */
export const TENANCY_FIELD_MANAGER = 'backstage-mesh-tenancy';

/** Field manager of all rules that steer calls; one for failover and evacuation, because both write the same rule. */
export const FAILOVER_FIELD_MANAGER = 'backstage-mesh-failover';

/** Field manager of what control planes trust. */
export const TRUST_FIELD_MANAGER = 'backstage-mesh-trust';
