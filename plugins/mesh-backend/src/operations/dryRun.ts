import type {
  ClusterName,
  PlannedApply,
  PlannedDelete,
  PlannedObject,
  TargetCheck,
} from '@meshwise/backstage-plugin-mesh-common';
import { OPERATION_ANNOTATION } from '@meshwise/backstage-plugin-mesh-common';
import type {
  ClusterSubject,
  GetResult,
  ObjectWriter,
  ObjectWriters,
  StoredObject,
  WriterRefused,
} from '../kubernetes/ObjectWriter';
import { describeFailure, WriteFailure } from './describeFailure';
import { gitOpsOwner } from './gitOpsOwner';
import { homeOf, readHome } from './home';
import {
  manifestRef,
  objectName,
  plannedName,
  stamped,
  writableRef,
} from './manifestObject';
import { PlannedChange, plannedApply, plannedDelete } from './plannedChange';
import type { Live } from './preimage';
import { withWriter } from './withWriter';

/** What the objects of one cluster would become, and whether its API server accepts them. */
export interface DryRun {
  readonly check: TargetCheck;
  readonly changes: readonly PlannedChange[];
  /** How many milliseconds the cluster's clock is ahead; `undefined` if the cluster did not answer. */
  readonly clockAheadMs: number | undefined;
}

/** Lets the API server of one cluster try all objects without storing anything. Ends at the first one it refuses. */
export function dryRun(options: {
  readonly writers: ObjectWriters;
  readonly cluster: ClusterName;
  readonly objects: readonly PlannedObject[];
  /** Whose rights are checked beside those of the writer; of nobody without it. */
  readonly subject?: ClusterSubject;
  readonly signal: AbortSignal;
}): Promise<DryRun> {
  const { writers, cluster, objects, subject, signal } = options;
  const refused = (failure: WriterRefused): DryRun => ({
    check: { cluster, object: '', ...describeFailure(failure) },
    changes: [],
    clockAheadMs: undefined,
  });
  return withWriter(
    { writers, cluster, signal, refused },
    async (writer, within) => {
      const tried = await tryObjects(writer, objects, subject, within);
      return { ...tried, clockAheadMs: writer.clockAheadMs };
    },
  );
}

async function tryObjects(
  writer: ObjectWriter,
  objects: readonly PlannedObject[],
  subject: ClusterSubject | undefined,
  signal: AbortSignal,
): Promise<Pick<DryRun, 'check' | 'changes'>> {
  const { cluster } = writer;
  const changes: PlannedChange[] = [];
  const trial: Trial = {
    writer,
    created: new Set(),
    homes: new Map(),
    signal,
  };
  let found: TargetCheck = { cluster, code: 'ready' };
  for (const planned of objects) {
    const object = plannedName(planned);
    const failing = (failure: WriteFailure): TargetCheck => ({
      cluster,
      object,
      ...describeFailure(failure),
    });
    const tried = await tryObject(planned, trial);
    if (tried.code === 'refused') {
      return { check: failing(tried.failure), changes };
    }
    if (tried.code === 'owned' && found.code === 'ready') {
      found = failing({ code: 'gitops-owned', owner: tried.owner });
    }
    const missing =
      subject && (await missingRight(writer, tried.change, subject, signal));
    if (missing) return { check: failing(missing), changes };
    changes.push(tried.change);
    if (tried.change.act === 'create') trial.created.add(object);
  }
  return { check: found, changes };
}

/** What is known while the objects of one cluster are tried. */
interface Trial {
  readonly writer: ObjectWriter;
  /** Names of objects that the plan creates. */
  readonly created: Set<string>;
  /** Namespaces that have been looked at, by name. */
  readonly homes: Map<string, Live>;
  readonly signal: AbortSignal;
}

const VERBS = { create: 'create', update: 'patch', delete: 'delete' } as const;

/** Why a user may not do by themselves what is to be done for them; `undefined` if they may. */
async function missingRight(
  writer: ObjectWriter,
  { act, manifest }: PlannedChange,
  subject: ClusterSubject,
  signal: AbortSignal,
): Promise<WriteFailure | undefined> {
  if (act === 'unchanged') return undefined;
  const verb = VERBS[act];
  const ref = manifestRef(manifest);
  const result = await writer.may(subject, { verb, ref }, signal);
  if (result.code === 'allowed') return undefined;
  if (result.code !== 'denied') return result;
  const { user } = subject;
  return { code: 'user-not-allowed', user, verb, kind: manifest.kind };
}

type Tried =
  | { readonly code: 'accepted'; readonly change: PlannedChange }
  /** A repository decides what the object is like; nothing was tried. */
  | {
      readonly code: 'owned';
      readonly owner: string;
      readonly change: PlannedChange;
    }
  | { readonly code: 'refused'; readonly failure: WriteFailure };

function tryObject(planned: PlannedObject, trial: Trial): Promise<Tried> {
  return planned.act === 'delete'
    ? tryDelete(planned, trial)
    : tryApply(planned, trial);
}

async function tryDelete(planned: PlannedDelete, trial: Trial): Promise<Tried> {
  const { writer, signal } = trial;
  const { object, uid } = planned;
  const ref = writableRef(object);
  const live = await writer.get(ref, signal);
  if (!isLive(live)) return { code: 'refused', failure: live };
  const house = await homeIn(trial, object.namespace);
  if (house && !isLive(house)) return { code: 'refused', failure: house };
  const change = plannedDelete(planned, live, homeOf(house));
  const owner = gitOpsOwner(live);
  if (owner !== undefined) return { code: 'owned', owner, change };
  if (live.code === 'found') {
    const options = { uid, dryRun: true, signal };
    const result = await writer.delete(ref, options);
    if (result.code !== 'deleted' && result.code !== 'absent') {
      return { code: 'refused', failure: result };
    }
  }
  return { code: 'accepted', change };
}

async function tryApply(planned: PlannedApply, trial: Trial): Promise<Tried> {
  const { writer, created, signal } = trial;
  const { manifest, fieldManager } = planned;
  const live = await writer.get(manifestRef(manifest), signal);
  if (!isLive(live)) return { code: 'refused', failure: live };
  const house = await homeIn(trial, manifest.metadata.namespace);
  if (house && !isLive(house)) return { code: 'refused', failure: house };
  const home = homeOf(house);
  if (isTerminating(live)) {
    const message = `${objectName(manifest)} is being deleted`;
    return { code: 'refused', failure: { code: 'changed', message } };
  }
  const change = (result?: StoredObject) =>
    plannedApply({ planned, live, home, result });
  const owner = gitOpsOwner(live);
  if (owner !== undefined) return { code: 'owned', owner, change: change() };
  const result = await writer.apply(stamped(manifest, stampOf(live)), {
    fieldManager,
    dryRun: true,
    signal,
  });
  if (result.code === 'applied') {
    return { code: 'accepted', change: change(result.object) };
  }
  // A dry run cannot go into a namespace that only a dry run has created.
  const namespace = manifest.metadata.namespace;
  if (
    result.code === 'namespace-missing' &&
    created.has(`Namespace ${namespace}`)
  ) {
    return { code: 'accepted', change: change() };
  }
  return { code: 'refused', failure: result };
}

/** The namespace of an object, which is looked at once in a trial. */
async function homeIn(
  { writer, homes, signal }: Trial,
  namespace = '',
): Promise<GetResult | undefined> {
  const known = homes.get(namespace);
  if (known) return known;
  const home = await readHome(writer, namespace, signal);
  if (home && isLive(home)) homes.set(namespace, home);
  return home;
}

function isLive(result: GetResult): result is Live {
  return result.code === 'found' || result.code === 'absent';
}

function isTerminating(live: Live): boolean {
  return (
    live.code === 'found' &&
    live.object.metadata.deletionTimestamp !== undefined
  );
}

/** The stamp of the last operation. It must be in the dry run: server-side apply removes what is left out. */
function stampOf(live: Live): string | undefined {
  return live.code === 'found'
    ? live.object.metadata.annotations?.[OPERATION_ANNOTATION]
    : undefined;
}
