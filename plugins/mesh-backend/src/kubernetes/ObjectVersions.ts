import { recordKey } from '@meshwise/backstage-plugin-mesh-common';
import { compareVersions } from './resourceVersion';
import { ObjectIdentity } from './watchEvent';

/** Which version of which object a copy holds, and up to which version of the store it is complete. */
export class ObjectVersions {
  /** `uid resourceVersion` by `namespace/name`. */
  private held = new Map<string, string>();
  private touched: Set<string> | undefined;
  private complete = '';

  /** Version of the store up to which the copy is complete. */
  get version(): string {
    return this.complete;
  }

  /** Whether everything up to a version has arrived. Versions that are no numbers never have. */
  hasReached(version: string): boolean {
    return (compareVersions(this.complete, version) ?? -1) >= 0;
  }

  /** The copy is now what a list holds. */
  replace(listed: ListedVersions, version: string): void {
    this.held = listed.versions;
    this.complete = version;
  }

  clear(): void {
    this.held.clear();
  }

  reach(version: string): void {
    this.complete = version;
  }

  /** Whether an object of the same name, but another one, was held until now (contract R6). */
  upsert(identity: ObjectIdentity): boolean {
    const key = this.touch(identity);
    const before = this.held.get(key);
    this.held.set(key, mark(identity));
    return before !== undefined && !before.startsWith(`${identity.uid} `);
  }

  remove(identity: ObjectIdentity): void {
    this.held.delete(this.touch(identity));
  }

  /** From now on, remembers what changes, until {@link ObjectVersions.endComparison}. */
  beginComparison(): void {
    this.touched = new Set();
  }

  /** Number of objects that a list has otherwise, not counting those that changed since the comparison began. */
  differences({ versions }: ListedVersions): number {
    const keys = new Set([...versions.keys(), ...this.held.keys()]);
    let differing = 0;
    for (const key of keys) {
      if (this.touched?.has(key)) continue;
      if (versions.get(key) !== this.held.get(key)) differing += 1;
    }
    return differing;
  }

  endComparison(): void {
    this.touched = undefined;
  }

  private touch(identity: ObjectIdentity): string {
    const key = recordKey(identity);
    this.complete = identity.resourceVersion;
    this.touched?.add(key);
    return key;
  }
}

/** Versions of the objects of a list. */
export class ListedVersions {
  readonly versions = new Map<string, string>();

  add(identity: ObjectIdentity | undefined): void {
    // An object without identity is unreadable; nothing can be compared.
    if (identity) this.versions.set(recordKey(identity), mark(identity));
  }
}

function mark({ uid, resourceVersion }: ObjectIdentity): string {
  return `${uid} ${resourceVersion}`;
}
