import {
  ClusterConnection,
  ClusterCredential,
  withoutSecrets,
} from '@meshwise/backstage-plugin-mesh-node';
import { ApiFailure } from './ApiFailure';
import { Clock } from '../Clock';

/** Credentials are asked for anew after this time, so that many connections that start together ask once. */
const FRESH_MS = 5_000;

/** A refused credential is not shown to the server again for this time, unless another one takes its place. */
const REFUSED_MS = 30_000;

/** The credential for the next request, and what is remembered of refused ones. */
export class CredentialSource {
  private cached:
    | { readonly credential: Promise<ClusterCredential>; readonly at: number }
    | undefined;
  private refusal:
    | { readonly text: string; readonly at: number; readonly reason: string }
    | undefined;

  constructor(
    private readonly connection: Pick<ClusterConnection, 'credential'>,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `unauthorized` when there is none, or only one that the server has just refused. */
  async get(): Promise<ClusterCredential> {
    const credential = await this.read();
    const { refusal } = this;
    if (
      refusal &&
      refusal.text === textOf(credential) &&
      this.clock.elapsed() - refusal.at < REFUSED_MS
    ) {
      throw new ApiFailure('unauthorized', refusal.reason, { sent: false });
    }
    return credential;
  }

  /** Tells that the server has answered 401. Whether another credential can be had now. */
  async refused(
    credential: ClusterCredential,
    reason: string,
  ): Promise<boolean> {
    if ((await this.cached?.credential.catch(() => undefined)) === credential) {
      this.cached = undefined;
    }
    const text = textOf(credential);
    this.refusal = { text, at: this.clock.elapsed(), reason };
    return textOf(await this.read()) !== text;
  }

  private async read(): Promise<ClusterCredential> {
    const at = this.clock.elapsed();
    if (!this.cached || at - this.cached.at >= FRESH_MS) {
      this.cached = { credential: this.connection.credential(), at };
    }
    try {
      return await this.cached.credential;
    } catch (error) {
      this.cached = undefined;
      const reason = error instanceof Error ? error.message : 'unknown reason';
      throw new ApiFailure(
        'unauthorized',
        `there is no credential: ${withoutSecrets(reason)}`,
        { sent: false },
      );
    }
  }
}

function textOf(credential: ClusterCredential): string {
  switch (credential.type) {
    case 'bearer token':
      return credential.token;
    case 'x509 client certificate':
      return credential.certificate;
    default:
      return '';
  }
}
