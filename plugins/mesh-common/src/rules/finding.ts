import { Evidence } from '../model/answer';
import { Gap } from '../model/coverage';
import { ClusterName } from '../model/refs';

/** `error`: something is broken or about to break. `warning`: it works by luck, or only for some. `info`: worth knowing. @public */
export type Severity = 'error' | 'warning' | 'info';

/** What a finding is about: an object, or something that spans clusters, such as a merged service or a network. @public */
export interface FindingSubject {
  /** Kind of object, or `Mesh`, `Network`, `ControlPlane`, `Certificate`, `Cluster`. */
  readonly kind: string;
  /** `''` for what has none. */
  readonly namespace: string;
  readonly name: string;
  /** Clusters concerned, sorted. */
  readonly clusters: readonly ClusterName[];
}

/** What a check says of one subject. @public */
export interface FindingDraft {
  readonly severity: Severity;
  readonly subject: FindingSubject;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly fix: string;
}

/** Something that a check found wrong. Each code has a page in the documentation. @public */
export interface Finding extends FindingDraft {
  /** Stable name of the check, in kebab case. */
  readonly code: string;
  /** Section of the reference behind it. */
  readonly source: string;
  readonly because: readonly Evidence[];
  /** What could not be seen and may change it. */
  readonly gaps: readonly Gap[];
}

/** Name of a finding that stays the same while it lasts, e.g. to silence it. @public */
export function findingKey({
  code,
  subject,
}: Pick<Finding, 'code' | 'subject'>): string {
  const { kind, namespace, name, clusters } = subject;
  return [code, kind, namespace, name, clusters.join()].join(' ');
}
