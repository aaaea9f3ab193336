import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient } from '../ApiClient';
import {
  ClusterIdentity,
  ClusterSpec,
  EngineCluster,
  serviceAccountIssuer,
} from '../engine';
import { freePort } from '../freePort';
import { Program } from './engineBinary';
import type { LoggedRequest } from '../requests';
import {
  AUDIT_POLICY,
  loggedRequests,
  SecretRequests,
  secretRequests,
} from './auditLog';
import { Etcd } from './Etcd';
import { ServerProcess } from './ServerProcess';

/** What an API server needs to run. */
export interface ApiServerOptions {
  readonly spec: ClusterSpec;
  readonly program: Program;
  readonly etcd: Etcd;
  /** Private folder of this server: keys and log. */
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** What makes a server serve ClusterTrustBundles. */
const TRUST_BUNDLES: readonly string[] = [
  '--feature-gates=ClusterTrustBundle=true',
  '--runtime-config=certificates.k8s.io/v1beta1/clustertrustbundles=true',
];

/** A kube-apiserver that serves one cluster. */
export class ApiServer implements EngineCluster {
  static async start(options: ApiServerOptions): Promise<ApiServer> {
    const port = await freePort();
    await writeIdentity(options.workDir, options.spec.identity);
    const server = new ApiServer(options, port);
    await server.#start();
    return server;
  }

  readonly name: string;
  readonly url: string;
  readonly #options: ApiServerOptions;
  readonly #port: number;
  #process?: ServerProcess;
  /** Length of the audit log that was handed out. */
  #logTaken = 0;

  private constructor(options: ApiServerOptions, port: number) {
    this.name = options.spec.name;
    this.url = `https://127.0.0.1:${port}`;
    this.#options = options;
    this.#port = port;
  }

  /**
   * Compaction alone is not enough: the server answers old resourceVersions from its watch cache, which a restart empties. The
   * other clusters share the etcd and keep their caches, so they notice nothing.
   */
  async expireWatches(): Promise<void> {
    await this.#options.etcd.compact();
    await this.restart();
  }

  takeLog(): readonly LoggedRequest[] {
    const text = this.#auditLog();
    const begin = this.#logTaken;
    this.#logTaken = text.length;
    return loggedRequests(text.slice(begin));
  }

  /** What was asked of Secrets since the first start. */
  secretRequests(): SecretRequests {
    return secretRequests(this.#auditLog());
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.#start();
  }

  /** An API server whose etcd is gone never ends by itself, so it is not asked to. */
  async stop(): Promise<void> {
    await this.#process?.kill();
    this.#process = undefined;
  }

  #auditLog(): string {
    const path = join(this.#options.workDir, 'audit.log');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  async #start(): Promise<void> {
    const { spec, program, etcd, workDir, signal } = this.#options;
    const client = ApiClient.create({
      url: this.url,
      caCertificate: spec.identity.caCertificate,
    });
    const file = (name: string) => join(workDir, name);
    const issuer = serviceAccountIssuer(spec.name);
    try {
      this.#process = await ServerProcess.start({
        name: `kube-apiserver of ${spec.name}`,
        program,
        flags: [
          `--etcd-servers=${etcd.url}`,
          `--etcd-prefix=/${spec.name}`,
          '--bind-address=127.0.0.1',
          `--secure-port=${this.#port}`,
          // Without it the server looks for a default route, which a machine without network does not have.
          '--advertise-address=127.0.0.1',
          '--endpoint-reconciler-type=none',
          `--cert-dir=${file('generated')}`,
          `--tls-cert-file=${file('serving.crt')}`,
          `--tls-private-key-file=${file('serving.key')}`,
          `--token-auth-file=${file('tokens.csv')}`,
          '--authorization-mode=RBAC',
          `--service-account-issuer=${issuer}`,
          `--service-account-signing-key-file=${file('sa.key')}`,
          `--service-account-key-file=${file('sa.pub')}`,
          `--service-cluster-ip-range=${spec.serviceCidr}`,
          `--audit-policy-file=${file('audit-policy.yaml')}`,
          `--audit-log-path=${file('audit.log')}`,
          // No controller makes the ServiceAccounts that pods would be refused without, or removes the taint of new nodes.
          '--disable-admission-plugins=ServiceAccount,TaintNodesByCondition',
          ...(spec.crds.includes('cluster-trust-bundles') ? TRUST_BUNDLES : []),
          ...(spec.kubernetesVersion
            ? [`--emulated-version=${spec.kubernetesVersion}`]
            : []),
        ],
        logFile: file('apiserver.log'),
        isReady: () => isReady(client),
        signal,
      });
    } finally {
      client.close();
    }
  }
}

/** kube-apiserver reads its keys from files: they live in the private folder of the server and are removed with it. */
async function writeIdentity(
  workDir: string,
  identity: ClusterIdentity,
): Promise<void> {
  await mkdir(workDir, { recursive: true, mode: 0o700 });
  const { serviceAccountKey } = identity;
  const files = new Map([
    ['serving.crt', identity.servingCertificate],
    ['serving.key', identity.servingKey],
    ['tokens.csv', `${identity.adminToken},admin,admin,"system:masters"\n`],
    ['audit-policy.yaml', AUDIT_POLICY],
    ['sa.key', serviceAccountKey.export({ type: 'pkcs1', format: 'pem' })],
    [
      'sa.pub',
      createPublicKey(serviceAccountKey).export({
        type: 'spki',
        format: 'pem',
      }),
    ],
  ]);
  await Promise.all(
    [...files].map(([name, content]) =>
      writeFile(join(workDir, name), content, { mode: 0o600 }),
    ),
  );
}

async function isReady(client: ApiClient): Promise<boolean> {
  try {
    const { status } = await client.send({ method: 'GET', path: '/readyz' });
    return status === 200;
  } catch {
    return false;
  }
}
