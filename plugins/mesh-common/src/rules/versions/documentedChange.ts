/** One change of behaviour that a release of Istio brought. @public */
export interface DocumentedChange {
  /** Stable name, in kebab case. */
  readonly code: string;
  /** First minor version of Istio 1 that behaves so, e.g. 31. */
  readonly since: number;
  /** Last one that does; `undefined`: all since. */
  readonly until?: number;
  /** Section of the reference. */
  readonly source: string;
  /** What it does, in one sentence. */
  readonly what: string;
}

/** Whether a minor version behaves so. */
export function appliesTo(
  { since, until = Number.POSITIVE_INFINITY }: DocumentedChange,
  minor: number,
): boolean {
  return minor >= since && minor <= until;
}
