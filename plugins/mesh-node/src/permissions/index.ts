export * from './meshClusterPermission';
export * from './meshServicePermission';
export * from './meshTenantPermission';
export * from './resourceFilter';
