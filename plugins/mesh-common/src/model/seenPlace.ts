import { Kind } from './kinds';
import { NO_RECORDS } from './record';
import { ListRead, Place, SightRead } from './read';
import { Records } from './records';
import { sightOf } from './sight';
import { KindView, Snapshot } from './snapshot';

/**
 * A kind of a cluster as one snapshot shows it. Look-ups that very many rules make alike are made once here, and their reads are shared.
 *
 * @public
 */
export class SeenPlace<K extends Kind = Kind> {
  private readonly sights = new Map<string | undefined, SightRead>();
  private readonly lists = new Map<string | undefined, ListRead<Records[K]>>();

  constructor(
    private readonly snapshot: Snapshot,
    /** Reads keep it, and thereby nothing of the snapshot. */
    readonly place: Place,
    readonly view: KindView<K> | undefined,
  ) {}

  /** How well the kind can be seen, in one namespace or in all. */
  sightOf(namespace: string | undefined): SightRead {
    const known = this.sights.get(namespace);
    if (known) return known;
    const { cluster, kind } = this.place;
    const sight = sightOf(this.snapshot, cluster, kind, namespace);
    const read = new SightRead(this.place, namespace, sight);
    this.sights.set(namespace, read);
    return read;
  }

  /** All objects of a namespace, or of all namespaces. */
  listOf(namespace: string | undefined): ListRead<Records[K]> {
    const known = this.lists.get(namespace);
    if (known) return known;
    const records = this.view?.table.list(namespace) ?? NO_RECORDS;
    const read = new ListRead(this.place, namespace, records);
    this.lists.set(namespace, read);
    return read;
  }
}
