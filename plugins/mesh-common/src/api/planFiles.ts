import { ObjectChange, Plan } from './MeshApi';

/** One file of a plan in a repository. @public */
export interface PlanFile {
  /** Relative to the folder of the plan, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** A plan as files: one folder per cluster, so that each can have its own reviewers. @public */
export interface PlanFiles {
  /** Every object as it must become, also those that the plan leaves unchanged. */
  readonly files: readonly PlanFile[];
  /** Files of objects that the plan deletes. */
  readonly deleted: readonly string[];
}

/** The file beside the objects that says which plan they are. It holds digests and no values. @public */
export interface PlanRecord {
  readonly plan: string;
  readonly intent: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly deleted: readonly string[];
}

/** Name of the file of a {@link PlanRecord}. @public */
export const PLAN_RECORD = 'plan.json';

/** A name that is the same on every file system and cannot leave its folder. */
const SEGMENT = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/i;

/**
 * The objects of a plan as `<cluster>/<namespace>/<kind>-<name>.yaml`; what belongs to no namespace lies in `<cluster>`
 * itself. Throws if a cluster or object has a name that cannot be a file's.
 *
 * @public
 */
export function planFiles({ changes }: Pick<Plan, 'changes'>): PlanFiles {
  return {
    files: changes
      .filter(({ act }) => act !== 'delete')
      .map(change => ({ path: pathOf(change), content: change.yaml })),
    deleted: changes.filter(({ act }) => act === 'delete').map(pathOf),
  };
}

function pathOf({ cluster, namespace, kind, name }: ObjectChange): string {
  const segments = [
    cluster,
    ...(namespace === '' ? [] : [namespace]),
    `${kind.toLowerCase()}-${name}`,
  ];
  const unusable = segments.find(segment => !SEGMENT.test(segment));
  if (unusable !== undefined) {
    throw new Error(
      `${JSON.stringify(
        unusable,
      )} cannot be the name of a file or folder. Apply the plan directly instead`,
    );
  }
  return `${segments.join('/')}.yaml`;
}
