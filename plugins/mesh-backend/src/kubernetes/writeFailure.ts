import { withoutSecrets } from '@meshwise/backstage-plugin-mesh-node';
import { ApiFailure } from './ApiFailure';
import { connectionFailure } from './connectionFailure';
import { jsonMember } from './jsonMember';
import {
  ApplyResult,
  DeleteResult,
  FieldCause,
  RequestFailure,
} from './ObjectWriter';

/** Begin of the message with which API servers answer 500 to an apply with an unknown field or a value of a wrong type. */
const TYPED_PATCH = 'failed to create typed patch object';

/** One complaint in such a message: `.spec.http[0].rout: field not declared in schema`. */
const TYPED_PATCH_CAUSE = /(?<field>\.[^\s:]+): (?<message>[^\n]+)/g;

/** The result of a failed request that {@link applyFailure} has nothing special to say about. */
export function requestFailure(
  error: unknown,
  { writes }: { readonly writes: boolean },
): RequestFailure {
  const failure = failureOf(error);
  const { message } = failure;
  switch (failure.code) {
    case 'unauthorized':
    case 'forbidden':
      return { code: 'not-allowed', message };
    case 'not-found':
      return { code: 'not-installed', message };
    case 'throttled': {
      const retryAfterSeconds = (failure.retryAfterMs ?? 1000) / 1000;
      return { code: 'throttled', retryAfterSeconds };
    }
    case 'refused':
      return { code: 'rejected', message, causes: causesOf(failure) };
    default:
      if (message.includes(TYPED_PATCH)) return typedPatch(message);
      return {
        code: 'unreachable',
        reason: message,
        outcome: writes && failure.sent ? 'unknown' : 'not-sent',
      };
  }
}

/** The result of a failed apply. */
export function applyFailure(
  error: unknown,
  { dryRun }: { readonly dryRun: boolean },
): ApplyResult {
  const failure = failureOf(error);
  const { status, message } = failure;
  const causes = causesOf(failure);
  if (status === 409) {
    const conflicts = conflictsOf(failure);
    return conflicts.length > 0
      ? { code: 'conflict', message, causes: conflicts }
      : { code: 'changed', message };
  }
  // The object that was read is gone, and the one that has its name now is another.
  if (status === 422 && causes.some(({ field }) => field === 'metadata.uid')) {
    return { code: 'changed', message };
  }
  if (status === 404 && detail(failure, 'kind') === 'namespaces') {
    return { code: 'namespace-missing', message };
  }
  return requestFailure(failure, { writes: !dryRun });
}

/** The result of a failed delete. */
export function deleteFailure(
  error: unknown,
  { dryRun }: { readonly dryRun: boolean },
): DeleteResult {
  const failure = failureOf(error);
  return failure.status === 409
    ? { code: 'changed', message: failure.message }
    : requestFailure(failure, { writes: !dryRun });
}

function failureOf(error: unknown): ApiFailure {
  return error instanceof SyntaxError
    ? new ApiFailure('misbehaving', 'the answer is not JSON')
    : connectionFailure(error);
}

function typedPatch(message: string): RequestFailure {
  const complaints = message.slice(message.indexOf('): ') + 3);
  const causes = [...complaints.matchAll(TYPED_PATCH_CAUSE)].map(
    ({ groups }): FieldCause => ({
      field: (groups?.field ?? '').replace(/^\./, ''),
      message: groups?.message ?? '',
    }),
  );
  return { code: 'rejected', message, causes };
}

/** Field of a cause that concerns none: it says that further rules were not checked because of the other causes. */
const NO_FIELD = '<nil>';

function causesOf(failure: ApiFailure): readonly FieldCause[] {
  return rawCauses(failure)
    .map(cause => ({
      field: textOf(jsonMember(cause, 'field')),
      message: withoutSecrets(textOf(jsonMember(cause, 'message'))),
    }))
    .filter(({ field }) => field !== NO_FIELD);
}

function conflictsOf(failure: ApiFailure) {
  return rawCauses(failure)
    .filter(cause => jsonMember(cause, 'reason') === 'FieldManagerConflict')
    .map(cause => ({
      field: textOf(jsonMember(cause, 'field')),
      manager:
        /conflict with "([^"]*)"/.exec(
          textOf(jsonMember(cause, 'message')),
        )?.[1] ?? 'unknown',
    }));
}

function rawCauses(failure: ApiFailure): readonly unknown[] {
  const causes = detail(failure, 'causes');
  return Array.isArray(causes) ? causes : [];
}

function detail({ body }: ApiFailure, key: string): unknown {
  return jsonMember(jsonMember(body, 'details'), key);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
