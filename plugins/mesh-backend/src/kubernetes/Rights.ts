import { Kind, kindRow } from '@meshwise/backstage-plugin-mesh-common';
import { ACCESS_REVIEWS_PATH } from './apiPath';
import { Sender } from './ApiServer';
import { askWhetherAllowed } from './askReview';
import { readRules, ResourceRule } from './readRules';

/** Cluster-wide rights are the same in every namespace, so any will do. */
const ANY_NAMESPACE = 'default';
const READING = ['get', 'list', 'watch'];

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
  private constructor(
    private readonly rules: readonly ResourceRule[],
    /** Whether the cluster could tell all rights. */
    private readonly complete: boolean,
    /** Whether the reader may read Secrets: in any namespace, or some in the namespace that was asked for. */
    readonly coverSecrets: boolean,
  ) {}

  /** Rejects with `ApiFailure`. */
  static async read(server: Sender, signal: AbortSignal): Promise<Rights> {
    const found = await readRules(server, ANY_NAMESPACE, signal);
    const { rules, incomplete } = found;
    const coverSecrets =
      rules.some(coversSecrets) ||
      // An authorizer that cannot list its rules can still decide about one.
      (incomplete && (await mayListSecrets(server, signal)));
    return new Rights(rules, !incomplete, coverSecrets);
  }

  /** `undefined` if the cluster cannot tell all rights, and none that it told is this one. */
  mayWatch({ kind, name }: Readable): boolean | undefined {
    const { group, plural } = kindRow(kind);
    const may = this.rules.some(
      rule =>
        includes(rule.apiGroups, group) &&
        includes(rule.resources, plural) &&
        includes(rule.verbs, 'list') &&
        includes(rule.verbs, 'watch') &&
        (rule.resourceNames.length === 0 || rule.resourceNames.includes(name)),
    );
    return may || this.complete ? may : undefined;
  }
}

function coversSecrets({ apiGroups, resources, verbs }: ResourceRule): boolean {
  return (
    includes(apiGroups, '') &&
    includes(resources, 'secrets') &&
    READING.some(verb => includes(verbs, verb))
  );
}

function mayListSecrets(server: Sender, signal: AbortSignal): Promise<boolean> {
  const resourceAttributes = { verb: 'list', resource: 'secrets' };
  return askWhetherAllowed(
    server,
    {
      path: ACCESS_REVIEWS_PATH,
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    },
    signal,
  );
}

function includes(allowed: readonly string[], wanted: string): boolean {
  return allowed.includes('*') || allowed.includes(wanted);
}
