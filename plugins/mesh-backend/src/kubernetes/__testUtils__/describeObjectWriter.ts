import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ClusterName, Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { Lab, startLab } from '@meshwise/lab';
import { systemClock } from '../../Clock';
import { ObjectWriter } from '../ObjectWriter';
import { TokenFileWriters } from '../TokenFileWriters';
import { labEntry } from './ListedClusters';

const MANAGER = 'backstage-mesh-tenancy';

const namespace = (name: string, labels = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

const quota = (hard: Record<string, string>, ns = 'shop'): Manifest => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'tenant', namespace: ns },
  spec: { hard },
});

const peerAuthentication = (spec: object): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: 'shop' },
  spec,
});

/** What must hold when objects are written, on any engine. */
export function describeObjectWriter(engine: 'embedded' | 'real'): void {
  describe(`writes, ${engine} engine`, () => {
    const stop = new AbortController();
    const { signal } = stop;
    let lab: Lab;
    let directory: string;
    let east: ObjectWriter;

    const connections = {
      knows: (name: ClusterName) =>
        ['east', 'bare', 'users-only', 'without-writer'].includes(name),
      connection(name: ClusterName) {
        if (name === 'users-only') return undefined;
        const { access } = labEntry(lab.cluster(name));
        return access.code === 'server-side' ? access.connection : undefined;
      },
    };

    const writersWith = (files: Record<string, string>) =>
      TokenFileWriters.create({
        tokenFiles: new Map(Object.entries(files)),
        connections,
        clock: systemClock,
      });

    async function writerOf(cluster: string, token: string) {
      const file = join(directory, `${cluster}-${token.length}`);
      await writeFile(file, `${token}\n`);
      const opened = await writersWith({ [cluster]: file }).open(
        cluster,
        signal,
      );
      if (opened.code === 'refused') throw new Error(opened.message);
      return opened.writer;
    }

    const apply = (
      manifest: Manifest,
      options: {
        readonly dryRun?: boolean;
        readonly uid?: string;
        readonly resourceVersion?: string;
      } = {},
    ) =>
      east.apply(manifest, {
        fieldManager: MANAGER,
        dryRun: false,
        signal,
        ...options,
      });

    const adminGet = (kind: string, name: string, ns?: string) =>
      lab
        .cluster('east')
        .admin.get({ apiVersion: 'v1', kind, name, namespace: ns });

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'writers-'));
      lab = await startLab({
        engine,
        inline: {
          clusters: [
            { name: 'east', objects: [namespace('shop')], crds: ['istio'] },
            { name: 'bare', objects: [namespace('shop')], crds: [] },
          ] as never,
        },
      });
      east = await writerOf('east', lab.cluster('east').tokens.writer);
    });

    afterAll(async () => {
      stop.abort();
      await lab?.stop();
      await rm(directory, { recursive: true, force: true });
    });

    it('creates and updates, and tells where the audit log has it', async () => {
      const created = await apply(namespace('payments', { tier: 'gold' }));
      expect(created).toMatchObject({
        code: 'applied',
        object: { metadata: { name: 'payments', labels: { tier: 'gold' } } },
        auditId: expect.stringMatching(/./),
      });
      expect(inspect(created, { depth: 9 })).not.toContain('managedFields');
      const ref = {
        kind: 'Namespace',
        namespace: '',
        name: 'payments',
      } as const;
      const found = await east.get(ref, signal);
      expect(found).toMatchObject({
        code: 'found',
        owners: [
          {
            manager: MANAGER,
            operation: 'Apply',
            subresource: '',
            fields: { metadata: { labels: { tier: 'gold' } } },
          },
        ],
      });
      await apply(namespace('payments', { tier: 'silver' }));
      const stored = await adminGet('Namespace', 'payments');
      expect(stored?.metadata.labels?.tier).toBe('silver');
    });

    it('removes a field that is left out, since it owns it', async () => {
      await apply(quota({ pods: '10', services: '5' }));
      await apply(quota({ pods: '10' }));
      const stored = await adminGet('ResourceQuota', 'tenant', 'shop');
      expect(stored?.spec).toEqual({ hard: { pods: '10' } });
    });

    it('gives the same version when nothing changes', async () => {
      const first = await apply(quota({ pods: '10' }));
      const second = await apply(quota({ pods: '10' }));
      const version = (result: typeof first) =>
        result.code === 'applied' && result.object.metadata.resourceVersion;
      expect(version(second)).toBe(version(first));
    });

    it('stores nothing in a dry run', async () => {
      const result = await apply(namespace('only-tried'), { dryRun: true });
      expect(result).toMatchObject({
        code: 'applied',
        object: { metadata: { name: 'only-tried' } },
      });
      expect(await adminGet('Namespace', 'only-tried')).toBeUndefined();
      const before = await adminGet('ResourceQuota', 'tenant', 'shop');
      await apply(quota({ pods: '99' }), { dryRun: true });
      const after = await adminGet('ResourceQuota', 'tenant', 'shop');
      expect(after).toEqual(before);
    });

    it('shows a conflict with its owner, and forces nothing', async () => {
      await lab
        .cluster('east')
        .admin.apply(quota({ pods: '50' }) as never, 'argocd');
      const result = await apply(quota({ pods: '10' }));
      expect(result).toMatchObject({
        code: 'conflict',
        causes: [{ field: '.spec.hard.pods', manager: 'argocd' }],
      });
      const stored = await adminGet('ResourceQuota', 'tenant', 'shop');
      expect(stored?.spec).toEqual({ hard: { pods: '50' } });
      const found = await east.get(
        { kind: 'ResourceQuota', namespace: 'shop', name: 'tenant' },
        signal,
      );
      expect(found).toMatchObject({
        owners: expect.arrayContaining([
          expect.objectContaining({
            manager: 'argocd',
            fields: { spec: { hard: { pods: '50' } } },
          }),
        ]),
      });
    });

    it('refuses to write over what changed since it was read', async () => {
      const applied = await apply(namespace('moving'));
      if (applied.code !== 'applied') throw new Error(inspect(applied));
      const { uid, resourceVersion } = applied.object.metadata;
      await apply(namespace('moving', { changed: 'yes' }));
      expect(
        await apply(namespace('moving'), { uid, resourceVersion }),
      ).toMatchObject({ code: 'changed' });
      expect(
        await apply(namespace('moving'), {
          uid: '00000000-0000-0000-0000-000000000000',
        }),
      ).toMatchObject({ code: 'changed' });
      expect(await apply(namespace('never-was'), { uid })).toMatchObject({
        code: 'changed',
      });
      expect(await adminGet('Namespace', 'never-was')).toBeUndefined();
    });

    it('deletes the object it has read and no other of that name', async () => {
      const applied = await apply(namespace('leaving'));
      if (applied.code !== 'applied') throw new Error(inspect(applied));
      const { uid, resourceVersion } = applied.object.metadata;
      const ref = {
        kind: 'Namespace',
        namespace: '',
        name: 'leaving',
      } as const;
      const other = '00000000-0000-0000-0000-000000000000';
      const options = { dryRun: false, signal };
      expect(await east.delete(ref, { ...options, uid: other })).toMatchObject({
        code: 'changed',
      });
      const dry = { uid, resourceVersion, dryRun: true, signal } as const;
      expect((await east.delete(ref, dry)).code).toBe('deleted');
      const before = await adminGet('Namespace', 'leaving');
      expect(before?.metadata).not.toHaveProperty('deletionTimestamp');
      const auditId = 'audit-id-of-our-own';
      expect(
        await east.delete(ref, { ...options, uid, resourceVersion, auditId }),
      ).toEqual({ code: 'deleted', auditId });
      const left = await adminGet('Namespace', 'leaving');
      // Without a namespace controller it stays, marked.
      expect(left?.metadata ?? { deletionTimestamp: 'past' }).toHaveProperty(
        'deletionTimestamp',
      );
      const none = { ...ref, name: 'never-was' };
      expect(await east.delete(none, { ...options, uid })).toEqual({
        code: 'absent',
      });
    });

    it('is logged by the API server under the id it names', async () => {
      const auditId = 'one-id-for-both-logs';
      const result = await east.apply(namespace('logged'), {
        fieldManager: MANAGER,
        dryRun: false,
        auditId,
        signal,
      });
      expect(result).toMatchObject({ code: 'applied', auditId });
    });

    it('gives the mistakes of the manifest back, with their fields', async () => {
      expect(
        await apply(peerAuthentication({ mtls: { mood: 'STRICT' } })),
      ).toMatchObject({
        code: 'rejected',
        causes: [{ field: expect.stringContaining('mtls.mood') }],
      });
      expect(
        await apply(peerAuthentication({ mtls: { mode: 'VERY_STRICT' } })),
      ).toMatchObject({
        code: 'rejected',
        message: expect.stringContaining('VERY_STRICT'),
        causes: [{ field: 'spec.mtls.mode' }],
      });
      expect(await apply(namespace('Not_A_Name'))).toMatchObject({
        code: 'rejected',
      });
    });

    it('knows a missing namespace from a missing kind from a missing object', async () => {
      expect(await apply(quota({ pods: '1' }, 'nowhere'))).toMatchObject({
        code: 'namespace-missing',
        message: expect.stringContaining('nowhere'),
      });
      const bare = await writerOf('bare', lab.cluster('bare').tokens.writer);
      const options = { fieldManager: MANAGER, dryRun: true, signal };
      expect(await bare.apply(peerAuthentication({}), options)).toMatchObject({
        code: 'not-installed',
      });
      const ref = { namespace: 'shop', name: 'none' } as const;
      expect(
        await bare.get({ ...ref, kind: 'PeerAuthentication' }, signal),
      ).toMatchObject({ code: 'not-installed' });
      expect(
        await east.get({ ...ref, kind: 'PeerAuthentication' }, signal),
      ).toEqual({ code: 'absent' });
      expect(
        await east.get({ ...ref, kind: 'Namespace', namespace: '' }, signal),
      ).toEqual({ code: 'absent' });
    });

    it('says when the credential has no right, or is refused', async () => {
      const { reader } = lab.cluster('east').tokens;
      const options = { fieldManager: MANAGER, dryRun: false, signal };
      const asReader = await writerOf('east', reader);
      expect(
        await asReader.apply(namespace('forbidden'), options),
      ).toMatchObject({
        code: 'not-allowed',
        message: expect.stringMatching(/HTTP 403: namespaces .* is forbidden/),
      });
      const stranger = await writerOf('east', 'canary-token');
      const refused = await stranger.apply(namespace('refused'), options);
      expect(refused).toMatchObject({
        code: 'not-allowed',
        message: expect.stringContaining('HTTP 401'),
      });
      expect(inspect(refused)).not.toContain('canary-token');
    });

    it('cannot name a Secret, or any other kind that is not in the table', async () => {
      const send = jest.spyOn(
        (east as unknown as { server: { send: () => void } }).server,
        'send',
      );
      const metadata = { name: 'x', namespace: 'shop' };
      for (const [apiVersion, kind] of [
        ['v1', 'Secret'],
        ['v1', 'Pod'],
        ['apps/v1', 'Namespace'],
        ['v1', '__proto__'],
      ]) {
        expect(await apply({ apiVersion, kind, metadata })).toMatchObject({
          code: 'rejected',
          message: expect.stringContaining('not among the kinds'),
        });
      }
      expect(send).not.toHaveBeenCalled();
      send.mockRestore();
    });

    it('refuses to open what has no writer, with the cure', async () => {
      const writers = writersWith({
        bare: join(directory, 'no-such-file'),
        'users-only': join(directory, 'any'),
      });
      expect(writers.writable('bare')).toBe(true);
      expect(writers.writable('without-writer')).toBe(false);
      const reason = async (name: string) => {
        const opened = await writers.open(name, signal);
        return opened.code === 'refused' && opened.reason;
      };
      expect(await reason('nobody-knows-it')).toBe('unknown-cluster');
      expect(await reason('without-writer')).toBe('no-writer');
      expect(await reason('users-only')).toBe('no-connection');
      expect(await reason('bare')).toBe('unreadable-token');
    });

    it('knows that nothing was sent to a cluster that is gone', async () => {
      const bare = await writerOf('bare', lab.cluster('bare').tokens.writer);
      await lab.cluster('bare').kill();
      const result = await bare.apply(namespace('unsent'), {
        fieldManager: MANAGER,
        dryRun: false,
        signal,
      });
      await lab.cluster('bare').restore();
      expect(result).toMatchObject({
        code: 'unreachable',
        outcome: 'not-sent',
        reason: expect.stringContaining('nothing listens'),
      });
    });

    it('does not know what became of a request that got no answer', async () => {
      const bare = await writerOf('bare', lab.cluster('bare').tokens.writer);
      await bare.get(
        { kind: 'Namespace', namespace: '', name: 'shop' },
        signal,
      );
      await lab.cluster('bare').slow({ latencyMs: 2_000 });
      const sent = bare.apply(namespace('perhaps'), {
        fieldManager: MANAGER,
        dryRun: false,
        signal,
      });
      setTimeout(() => lab.cluster('bare').kill(), 500);
      const result = await sent;
      await lab.cluster('bare').restore();
      expect(result).toMatchObject({
        code: 'unreachable',
        outcome: 'unknown',
      });
    });

    it('T35: asks the API server what a user may', async () => {
      const reader = 'system:serviceaccount:meshwise:meshwise-reader';
      const writer = 'system:serviceaccount:meshwise:meshwise-writer';
      const ref = {
        kind: 'ResourceQuota',
        namespace: 'shop',
        name: 'tenant',
      } as const;
      const may = (user: string, groups: readonly string[] = []) =>
        east.may({ user, groups }, { verb: 'patch', ref }, signal);
      expect(await may(writer)).toEqual({ code: 'allowed' });
      expect(await may(reader)).toEqual({ code: 'denied' });
      expect(await may('nobody', ['system:masters'])).toEqual({
        code: 'allowed',
      });
    });

    it('forgets its connections when the operation ends', async () => {
      const end = new AbortController();
      const file = join(directory, 'ended');
      await writeFile(file, lab.cluster('east').tokens.writer);
      const opened = await writersWith({ east: file }).open('east', end.signal);
      if (opened.code === 'refused') throw new Error(opened.message);
      end.abort();
      const result = await opened.writer.apply(namespace('too-late'), {
        fieldManager: MANAGER,
        dryRun: false,
        signal: end.signal,
      });
      expect(result.code).toBe('unreachable');
      expect(await adminGet('Namespace', 'too-late')).toBeUndefined();
    });
  });
}
