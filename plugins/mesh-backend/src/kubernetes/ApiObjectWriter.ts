import type {
  ClusterName,
  Manifest,
} from '@meshwise/backstage-plugin-mesh-common';
import { ApiFailure } from './ApiFailure';
import { resourcePath, SUBJECT_ACCESS_REVIEWS_PATH } from './apiPath';
import { ApiServer } from './ApiServer';
import { askWhetherAllowed } from './askReview';
import { fieldOwners } from './fieldOwners';
import { jsonMember } from './jsonMember';
import {
  ApplyOptions,
  ApplyResult,
  ClusterSubject,
  DeleteOptions,
  DeleteResult,
  GetResult,
  MayResult,
  ObjectWriter,
  StoredObject,
  WritableRef,
} from './ObjectWriter';
import { WRITABLE_KINDS, writableKindRow } from './writableKinds';
import { applyFailure, deleteFailure, requestFailure } from './writeFailure';

const ANSWER_MS = 10_000;

/** Writes to one cluster over HTTP. */
export class ApiObjectWriter implements ObjectWriter {
  static create(cluster: ClusterName, server: ApiServer): ApiObjectWriter {
    return new ApiObjectWriter(cluster, server);
  }

  private constructor(
    readonly cluster: ClusterName,
    private readonly server: ApiServer,
  ) {}

  get clockAheadMs(): number | undefined {
    return this.server.clockAheadMs;
  }

  async get(ref: WritableRef, signal: AbortSignal): Promise<GetResult> {
    const { apiVersion, plural } = WRITABLE_KINDS[ref.kind];
    const { namespace, name } = ref;
    try {
      const { text } = await this.server.send({
        method: 'GET',
        path: resourcePath({ apiVersion, plural, namespace, name }),
        signal,
        deadlineMs: ANSWER_MS,
      });
      const body: unknown = JSON.parse(text);
      return {
        code: 'found',
        object: storedObject(body),
        owners: fieldOwners(body),
      };
    } catch (error) {
      // A missing object is described by a `Status`; a kind that is not served, by nothing.
      if (isNotFound(error) && error.body) return { code: 'absent' };
      return requestFailure(error, { writes: false });
    }
  }

  async apply(manifest: Manifest, options: ApplyOptions): Promise<ApplyResult> {
    const { apiVersion, kind, metadata } = manifest;
    const { fieldManager, dryRun, resourceVersion, uid, auditId, signal } =
      options;
    const row = writableKindRow(apiVersion, kind);
    if (!row) return notWritable(apiVersion, kind);
    const { namespace, name } = metadata;
    if (row.namespaced !== Boolean(namespace)) {
      return misplaced(kind, row.namespaced);
    }
    try {
      const answer = await this.server.send({
        method: 'PATCH',
        path: resourcePath({ apiVersion, plural: row.plural, namespace, name }),
        query: {
          fieldManager,
          force: 'false',
          fieldValidation: 'Strict',
          dryRun: dryRun ? 'All' : undefined,
        },
        headers: {
          'content-type': 'application/apply-patch+yaml',
          ...auditHeader(auditId),
        },
        body: JSON.stringify({
          ...manifest,
          metadata: {
            ...metadata,
            ...(resourceVersion !== undefined && { resourceVersion }),
            ...(uid !== undefined && { uid }),
          },
        }),
        signal,
        deadlineMs: ANSWER_MS,
      });
      return {
        code: 'applied',
        object: storedObject(JSON.parse(answer.text), { dryRun }),
        auditId: answer.header('audit-id'),
      };
    } catch (error) {
      return applyFailure(error, { dryRun });
    }
  }

  async delete(
    { kind, namespace, name }: WritableRef,
    options: DeleteOptions,
  ): Promise<DeleteResult> {
    const { apiVersion, plural } = WRITABLE_KINDS[kind];
    const { uid, resourceVersion, dryRun, auditId, signal } = options;
    try {
      const answer = await this.server.send({
        method: 'DELETE',
        path: resourcePath({ apiVersion, plural, namespace, name }),
        headers: {
          'content-type': 'application/json',
          ...auditHeader(auditId),
        },
        body: JSON.stringify({
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Foreground',
          preconditions: { uid, ...(resourceVersion && { resourceVersion }) },
          ...(dryRun && { dryRun: ['All'] }),
        }),
        signal,
        deadlineMs: ANSWER_MS,
      });
      return { code: 'deleted', auditId: answer.header('audit-id') };
    } catch (error) {
      if (isNotFound(error) && error.body) return { code: 'absent' };
      return deleteFailure(error, { dryRun });
    }
  }

  async may(
    subject: ClusterSubject,
    { verb, ref }: Parameters<ObjectWriter['may']>[1],
    signal: AbortSignal,
  ): Promise<MayResult> {
    const { apiVersion, plural } = WRITABLE_KINDS[ref.kind];
    const { namespace, name } = ref;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const resourceAttributes = {
      verb,
      group,
      resource: plural,
      namespace,
      name,
    };
    try {
      const allowed = await askWhetherAllowed(
        this.server,
        {
          path: SUBJECT_ACCESS_REVIEWS_PATH,
          kind: 'SubjectAccessReview',
          spec: { ...subject, resourceAttributes },
        },
        signal,
      );
      return { code: allowed ? 'allowed' : 'denied' };
    } catch (error) {
      return requestFailure(error, { writes: false });
    }
  }
}

function isNotFound(error: unknown): error is ApiFailure {
  return error instanceof ApiFailure && error.code === 'not-found';
}

function notWritable(apiVersion: string, kind: string): ApplyResult {
  return {
    code: 'rejected',
    message: `${kind} of ${apiVersion} is not among the kinds that may be written`,
    causes: [],
  };
}

function misplaced(kind: string, namespaced: boolean): ApplyResult {
  return {
    code: 'rejected',
    message: namespaced
      ? `${kind} needs a namespace`
      : `${kind} belongs to no namespace`,
    causes: [{ field: 'metadata.namespace', message: 'misplaced' }],
  };
}

/** Throws what is no object: an answer that cannot be read is no answer. */
function storedObject(
  body: unknown,
  { dryRun }: { readonly dryRun: boolean } = { dryRun: false },
): StoredObject {
  const metadata = jsonMember(body, 'metadata');
  // The dry run of a new object gives it no version, since it is not stored.
  const versioned = dryRun
    ? { resourceVersion: '', ...Object(metadata) }
    : metadata;
  if (
    typeof body !== 'object' ||
    typeof metadata !== 'object' ||
    typeof jsonMember(metadata, 'uid') !== 'string' ||
    typeof jsonMember(versioned, 'resourceVersion') !== 'string'
  ) {
    throw new ApiFailure(
      'misbehaving',
      'the answer is not a Kubernetes object',
    );
  }
  const { managedFields: _, ...rest } = { managedFields: [], ...versioned };
  return { ...body, metadata: rest } as StoredObject;
}

function auditHeader(
  auditId: string | undefined,
): Readonly<Record<string, string>> {
  return auditId === undefined ? {} : { 'audit-id': auditId };
}
