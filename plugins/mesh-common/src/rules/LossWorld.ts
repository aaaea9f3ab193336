import { Evidence } from '../model/answer';
import { Change } from '../model/change';
import { Gap } from '../model/coverage';
import { Memo } from '../model/memo';
import { Mesh } from '../model/mesh';
import { Instant, serviceKey } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { CallQuestion } from './callTarget';
import { PlacedCalls, placedCalls, shareAfter } from './placedCalls';
import { TrafficFailure, TrafficShare } from './trafficShare';

/** Calls of a client in one state of the fleet, and what could be seen of what they depend on. */
export interface SeenCalls {
  /** Where they go while nothing is dead. */
  readonly share: TrafficShare;
  /** `undefined`: there are none. */
  readonly placed: PlacedCalls | undefined;
  readonly gaps: readonly Gap[];
  /** Age of the oldest data that matters to them. */
  readonly asOf: Instant | undefined;
  /** What decides where they go. */
  because(): readonly Evidence[];
}

/** A state of the fleet, with what was worked out of it: of each client once, however many losses are asked for. */
export class LossWorld {
  static create(options: {
    readonly snapshot: Snapshot;
    readonly memo: Memo;
  }): LossWorld {
    return new LossWorld(options.snapshot, options.memo);
  }

  private readonly known = new Map<string, SeenCalls>();

  private constructor(readonly snapshot: Snapshot, readonly memo: Memo) {}

  /** The fleet after changes. Whatever they do not touch is as it is here. */
  after(changes: readonly Change[]): LossWorld {
    return new LossWorld(this.snapshot.with(...changes), this.memo.fork());
  }

  calls(question: CallQuestion): SeenCalls {
    const { client, service, port = '' } = question;
    const { cluster, namespace, pod } = client;
    const name = `${cluster}/${namespace}/${pod} ${serviceKey(
      service,
    )} ${port}`;
    let seen = this.known.get(name);
    if (!seen) {
      seen = this.ask(question);
      this.known.set(name, seen);
    }
    return seen;
  }

  private ask(question: CallQuestion): SeenCalls {
    const { snapshot, memo } = this;
    const { value, reads } = Mesh.ask(snapshot, placedCalls, question, memo);
    let evidence: readonly Evidence[] | undefined;
    return {
      share: value.code === 'none' ? value : value.share,
      placed: value.code === 'none' ? undefined : value,
      gaps: reads.gapsIn(snapshot),
      asOf: reads.asOfIn(snapshot),
      // Hundreds of calls are compared at a time, and of most nobody asks for it.
      because: () => (evidence ??= reads.evidence()),
    };
  }
}

/** Where calls go while parts of the fleet are dead; worked out once for all clients whose calls go the same ways. */
export class SharesAfter {
  static create(failure: TrafficFailure): SharesAfter {
    return new SharesAfter(failure);
  }

  private readonly known = new Map<PlacedCalls, TrafficShare>();

  private constructor(private readonly failure: TrafficFailure) {}

  of({ placed, share }: SeenCalls): TrafficShare {
    if (!placed) return share;
    let found = this.known.get(placed);
    if (!found) {
      found = shareAfter(placed, this.failure);
      this.known.set(placed, found);
    }
    return found;
  }
}
