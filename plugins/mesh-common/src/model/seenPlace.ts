import { Kind } from './kinds';
import { NO_RECORDS } from './record';
import { ListRead, OnePlace, SightRead } from './read';
import { Records } from './records';
import { Instant } from './refs';
import { isWhole, sightOf } from './sight';
import { KindView, Snapshot } from './snapshot';

/**
 * A kind of a cluster as one snapshot shows it. Look-ups that very many rules make alike are made once here, and their reads are shared.
 *
 * @public
 */
export class SeenPlace<K extends Kind = Kind> {
  /** Age of the data. */
  readonly asOf: Instant | undefined;
  /** Nothing at all is missing. */
  readonly isWhole: boolean;
  private readonly sights = new Map<string | undefined, SightRead>();
  private readonly lists = new Map<string | undefined, ListRead<Records[K]>>();

  constructor(
    private readonly snapshot: Snapshot,
    /** Reads keep it, and thereby nothing of the snapshot. */
    readonly places: OnePlace,
    readonly view: KindView<K> | undefined,
  ) {
    this.asOf = view?.coverage.asOf;
    this.isWhole = isWhole(view);
  }

  /** How well the kind can be seen, in one namespace or in all. */
  sightOf(namespace: string | undefined): SightRead {
    const known = this.sights.get(namespace);
    if (known) return known;
    const [{ cluster, kind }] = this.places;
    const sight = sightOf(this.snapshot, cluster, kind, namespace);
    const read = new SightRead(this.places, namespace, sight);
    this.sights.set(namespace, read);
    return read;
  }

  /** All objects of a namespace, or of all namespaces. */
  listOf(namespace: string | undefined): ListRead<Records[K]> {
    const known = this.lists.get(namespace);
    if (known) return known;
    const records = this.view?.table.list(namespace) ?? NO_RECORDS;
    const read = new ListRead(this.places, namespace, records);
    this.lists.set(namespace, read);
    return read;
  }
}
