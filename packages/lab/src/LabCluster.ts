import { addressOf, ApiClient, ObjectAddress } from './ApiClient';
import { ClusterIdentity, CrdBundle, EngineCluster } from './engine';
import { FaultProxy, LinkState, SlowLink } from './FaultProxy';
import { FIELD_MANAGER } from './fieldManager';
import { finishDeletion } from './finishDeletion';
import type { FaultFor, LoggedRequest } from './requests';
import {
  clusterRole,
  PolicyRule,
  READER,
  readerRules,
  serviceAccount,
  WRITER,
} from './roles';
import { signServiceAccountToken } from './serviceAccountToken';

const DAY_MS = 24 * 60 * 60 * 1000;
const TOKEN_LIFETIME_MS = 30 * DAY_MS;

/** A cluster that is served and seeded. */
export interface LabClusterOptions {
  readonly title: string;
  readonly crds: readonly CrdBundle[];
  /** Revisions whose mesh config the reader may read. */
  readonly revisions: readonly string[];
  readonly identity: ClusterIdentity;
  readonly server: EngineCluster;
  readonly proxy: FaultProxy;
  /** Client of the administrator, past the proxy: it works whatever is broken. */
  readonly admin: ApiClient;
}

/** The bearer tokens of the two identities Meshwise has in a cluster. */
export interface LabTokens {
  readonly reader: string;
  readonly writer: string;
}

/** One cluster of a running lab, and what can be done to it. */
export class LabCluster {
  /** Takes over a seeded cluster and makes the first tokens. */
  static async create(options: LabClusterOptions): Promise<LabCluster> {
    const cluster = new LabCluster(options);
    await cluster.#makeTokens();
    return cluster;
  }

  readonly name: string;
  readonly title: string;
  readonly crds: readonly CrdBundle[];
  /** Where clients reach the cluster: the proxy. */
  readonly url: string;
  /** PEM. */
  readonly caCertificate: string;
  readonly adminToken: string;
  /** Client of the administrator; works past every fault. */
  readonly admin: ApiClient;
  readonly #options: LabClusterOptions;
  readonly #forbidden = new Set<string>();
  #tokens: LabTokens = { reader: '', writer: '' };

  private constructor(options: LabClusterOptions) {
    this.name = options.server.name;
    this.title = options.title;
    this.crds = options.crds;
    this.url = `https://127.0.0.1:${options.proxy.port}`;
    this.caCertificate = options.identity.caCertificate;
    this.adminToken = options.identity.adminToken;
    this.admin = options.admin;
    this.#options = options;
  }

  /** The tokens that are valid now. */
  get tokens(): LabTokens {
    return this.#tokens;
  }

  /** What the way to the cluster is like. */
  get link(): LinkState {
    return this.#options.proxy.state;
  }

  /** Resources that were taken from the reader. */
  get forbidden(): readonly string[] {
    return [...this.#forbidden];
  }

  /** Closes the port and resets all connections. */
  async kill(): Promise<void> {
    await this.#options.proxy.kill();
  }

  /** Delays and throttles all connections. */
  async slow(link: SlowLink): Promise<void> {
    await this.#options.proxy.slow(link);
  }

  /** Lets connections stand and passes no byte. */
  async partition(): Promise<void> {
    await this.#options.proxy.partition();
  }

  /**
   * Takes a resource from the reader, by plural name or `plural.group`. Rights are checked when a watch starts: one that is
   * open goes on.
   */
  async forbid(resource: string): Promise<void> {
    const names = this.#readerRules().flatMap(resourceNames);
    if (!names.includes(resource)) {
      throw new Error(
        `The reader of ${
          this.name
        } has no right to ${resource} that could be taken. It may read ${names
          .filter(name => !name.includes('.'))
          .join(', ')}`,
      );
    }
    this.#forbidden.add(resource);
    await this.#applyReaderRole();
  }

  /** Ends every fault: the link is up again and the reader has its rights back. */
  async restore(): Promise<void> {
    this.#forbidden.clear();
    await Promise.all([this.#options.proxy.restore(), this.#applyReaderRole()]);
  }

  /** Makes readers start over with 410 Gone. */
  async expireWatches(): Promise<void> {
    await this.#options.server.expireWatches();
  }

  /** Requests for resources since the log was last taken. Real servers tell of those with the tokens of Meshwise only. */
  takeLog(): readonly LoggedRequest[] {
    const { server } = this.#options;
    if (!server.takeLog) {
      throw new Error(`The engine of ${this.name} keeps no log`);
    }
    return server.takeLog();
  }

  /**
   * Lets an object that is being deleted go, a namespace with all that is in it: what controllers and kubelets do in a cluster
   * that has them. The embedded engine does it by itself.
   */
  async finishDeletion(address: ObjectAddress): Promise<void> {
    await finishDeletion(this.admin, address);
  }

  /** Puts faults in the place of answers from now on. */
  interpose(faultFor: FaultFor): void {
    const { server } = this.#options;
    if (!server.interpose) {
      throw new Error(`The engine of ${this.name} makes no faults`);
    }
    server.interpose(faultFor);
  }

  /** Gives reader and writer new tokens. The old ones die with their ServiceAccounts, at the latest ten seconds later. */
  async rotateTokens(): Promise<LabTokens> {
    await Promise.all(
      [READER, WRITER].map(async name => {
        const account = serviceAccount(name);
        await this.admin.delete(addressOf(account));
        await this.admin.apply(account, FIELD_MANAGER);
      }),
    );
    await this.#makeTokens();
    return this.#tokens;
  }

  /** Ends what stands between the clients and the engine. */
  async stop(): Promise<void> {
    await this.#options.proxy.stop();
    this.admin.close();
  }

  async #makeTokens(): Promise<void> {
    const [reader, writer] = await Promise.all([
      this.#makeToken(READER),
      this.#makeToken(WRITER),
    ]);
    this.#tokens = { reader, writer };
  }

  async #makeToken(name: string): Promise<string> {
    const address = addressOf(serviceAccount(name));
    const uid = (await this.admin.get(address))?.metadata.uid;
    if (!address.namespace || !uid) {
      throw new Error(`ServiceAccount ${name} is missing in ${this.name}`);
    }
    const issuedAt = new Date();
    return signServiceAccountToken(this.#options.identity.serviceAccountKey, {
      cluster: this.name,
      namespace: address.namespace,
      name,
      uid,
      issuedAt,
      expiresAt: new Date(issuedAt.getTime() + TOKEN_LIFETIME_MS),
    });
  }

  async #applyReaderRole(): Promise<void> {
    const rules = this.#readerRules()
      .map(rule => without(rule, this.#forbidden))
      .filter(({ resources }) => resources.length > 0);
    await this.admin.apply(clusterRole(READER, rules), FIELD_MANAGER);
  }

  #readerRules(): readonly PolicyRule[] {
    return readerRules(this.#options.revisions);
  }
}

/** The reader has no right to a resource that could be taken from it. */
export class NotForbiddableError extends Error {
  constructor(cluster: string, resource: string, known: readonly string[]) {
    super(
      `The reader of ${cluster} has no right to ${resource} that could be taken. It may read ${known
        .filter(name => !name.includes('.'))
        .join(', ')}`,
    );
    this.name = 'NotForbiddableError';
  }
}

/** The names a rule's resources go by: with their group, and without. */
function resourceNames(rule: PolicyRule): string[] {
  const [group] = rule.apiGroups;
  if (!rule.verbs.includes('watch')) {
    return [];
  }
  return rule.resources.flatMap(resource =>
    group ? [resource, `${resource}.${group}`] : [resource],
  );
}

function without(rule: PolicyRule, forbidden: ReadonlySet<string>): PolicyRule {
  const [group] = rule.apiGroups;
  return {
    ...rule,
    resources: rule.resources.filter(
      resource =>
        !forbidden.has(resource) && !forbidden.has(`${resource}.${group}`),
    ),
  };
}
