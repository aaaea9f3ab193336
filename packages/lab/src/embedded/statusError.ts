import type { JsonMap } from './apiObject';

/** One cause of a refusal. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

/** What a refusal is about; `kind` holds the resource's plural or its kind, as the real server does. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** The names of a resource that messages need. */
export interface ResourceNames {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
}

interface StatusErrorOptions {
  readonly code: number;
  readonly reason?: string;
  readonly message: string;
  readonly details?: StatusDetails;
  /** `metadata.continue` of an expired list. */
  readonly continueToken?: string;
}

/** An answer that is not a success, with the body a Kubernetes API server sends for it. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly #continueToken?: string;

  constructor(options: StatusErrorOptions) {
    super(options.message);
    this.name = 'StatusError';
    this.code = options.code;
    this.reason = options.reason;
    this.details = options.details;
    this.#continueToken = options.continueToken;
  }

  /** The `Status` object. */
  toStatus(): JsonMap {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.#continueToken ? { continue: this.#continueToken } : {},
      status: 'Failure',
      message: this.message,
      ...(this.reason && { reason: this.reason }),
      ...(this.details && {
        details: JSON.parse(JSON.stringify(this.details)),
      }),
      code: this.code,
    };
  }
}

/** `pods`, or `deployments.apps`. */
export function qualifiedPlural({ group, plural }: ResourceNames): string {
  return group ? `${plural}.${group}` : plural;
}

/** `Pod`, or `Deployment.apps`. */
export function qualifiedKind({ group, kind }: ResourceNames): string {
  return group ? `${kind}.${group}` : kind;
}

function named(resource: ResourceNames, name: string): StatusDetails {
  return {
    name,
    ...(resource.group && { group: resource.group }),
    kind: resource.plural,
  };
}

export function badRequest(message: string): StatusError {
  return new StatusError({ code: 400, reason: 'BadRequest', message });
}

export function unauthorized(): StatusError {
  return new StatusError({
    code: 401,
    reason: 'Unauthorized',
    message: 'Unauthorized',
  });
}

export function notFound(resource: ResourceNames, name: string): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${qualifiedPlural(resource)} "${name}" not found`,
    details: named(resource, name),
  });
}

export function alreadyExists(
  resource: ResourceNames,
  name: string,
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualifiedPlural(resource)} "${name}" already exists`,
    details: named(resource, name),
  });
}

export function forbidden(
  resource: ResourceNames,
  name: string,
  why: string,
  causes?: readonly StatusCause[],
): StatusError {
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `${qualifiedPlural(resource)} "${name}" is forbidden: ${why}`,
    details: { ...named(resource, name), causes },
  });
}

/** 409 for a stale resourceVersion or a wrong uid. */
export function conflict(
  resource: ResourceNames,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualifiedPlural(
      resource,
    )} "${name}": ${why}`,
    details: named(resource, name),
  });
}

/** 409 for a condition on a deletion that does not hold. The resource is called by its kind there. */
export function preconditionFailed(
  resource: ResourceNames,
  name: string,
  why: string,
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualifiedKind(
      resource,
    )} "${name}": ${why}`,
    details: {
      name,
      ...(resource.group && { group: resource.group }),
      kind: resource.kind,
    },
  });
}

/** 422 with one cause for each wrong field. */
export function invalid(
  resource: ResourceNames,
  name: string,
  causes: readonly StatusCause[],
): StatusError {
  const list = causes.map(({ field, message }) => `${field}: ${message}`);
  const text = list.length === 1 ? list[0] : `[${list.join(', ')}]`;
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `${qualifiedKind(resource)} "${name}" is invalid: ${text}`,
    details: {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.kind,
      causes,
    },
  });
}

/** 422 for wrong request options, which are checked as if they were an object of `meta.k8s.io`. */
export function invalidOptions(
  kind: string,
  field: string,
  reason: string,
  message: string,
): StatusError {
  return invalid({ group: 'meta.k8s.io', plural: '', kind }, '', [
    { reason, message, field },
  ]);
}

export function unsupportedMediaType(message: string): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message,
  });
}

export function methodNotAllowed(): StatusError {
  return new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });
}

/** 410 for a resourceVersion that is no longer known. */
export function expired(message: string, continueToken?: string): StatusError {
  return new StatusError({
    code: 410,
    reason: 'Expired',
    message,
    continueToken,
  });
}

export function internalError(message: string): StatusError {
  return new StatusError({
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${message}`,
    details: { causes: [{ reason: '', message }] },
  });
}

/** What a real server has and this test double has not: said aloud, so that nobody tests a fiction. */
export function notImplemented(what: string): StatusError {
  return new StatusError({
    code: 501,
    reason: 'NotImplemented',
    message: `${what} is not implemented by the embedded engine; use the real engine for it`,
  });
}

/** 404 for a path that a built-in group does not have. */
export function resourceNotFound(): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });
}

/** 404 of the URL router, which answers before there is a resource to speak of: no Status object, plain text. */
export class PageNotFound extends Error {
  constructor() {
    super('404 page not found');
    this.name = 'PageNotFound';
  }
}
