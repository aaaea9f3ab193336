/** Annotation on a rule that keeps calls away from a cluster: the name of that cluster. */
export const DRAINED_ANNOTATION = 'meshwise.io/drained-cluster';
