/** Annotation on a rule that keeps calls away from a cluster: the name of that cluster. */
export const DRAINED_ANNOTATION = 'meshwise.io/drained-cluster';

/** Annotation on what is valid for a time only: when that ends, in ISO 8601. */
export const ENDS_AT_ANNOTATION = 'meshwise.io/ends-at';
