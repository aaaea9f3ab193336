import { Kind, kindRow } from '@meshwise/backstage-plugin-mesh-common';
import { Sender } from './ApiServer';
import { readRules } from './readRules';
import { ResourceRule } from './ObjectWriter';

/** Cluster-wide rights are the same in every namespace, so any will do. */
const ANY_NAMESPACE = 'default';

/** A kind, or its only object that is read. */
export interface Readable {
  readonly kind: Kind;
  /** `''` for all objects. */
  readonly name: string;
}

/**
 * What the reader may watch. An API server checks rights only when a watch begins, so an open one goes on after its right
 * was taken away; asking for the rights shows it within seconds.
 */
export class Rights {
  private constructor(private readonly rules: readonly ResourceRule[]) {}

  /** `undefined` if the cluster cannot tell all rights. Rejects with `ApiFailure`. */
  static async read(
    server: Sender,
    signal: AbortSignal,
  ): Promise<Rights | undefined> {
    const { rules, incomplete } = await readRules(
      server,
      ANY_NAMESPACE,
      signal,
    );
    return incomplete ? undefined : new Rights(rules);
  }

  mayWatch({ kind, name }: Readable): boolean {
    const { group, plural } = kindRow(kind);
    return this.rules.some(
      rule =>
        includes(rule.apiGroups, group) &&
        includes(rule.resources, plural) &&
        includes(rule.verbs, 'list') &&
        includes(rule.verbs, 'watch') &&
        (rule.resourceNames.length === 0 || rule.resourceNames.includes(name)),
    );
  }
}

function includes(allowed: readonly string[], wanted: string): boolean {
  return allowed.includes('*') || allowed.includes(wanted);
}
