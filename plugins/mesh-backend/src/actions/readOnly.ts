/** Attributes of an action that changes nothing. Actions of the mesh have no others: what changes clusters is done by people. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
} as const;
