/** Field manager of what the lab applies where a manifest names no other. */
export const FIELD_MANAGER = 'lab';
