import { IDENTITY_NAMESPACE } from '../roles';
import type { LoggedRequest } from '../requests';

/** What the reader and the writer ask for is logged, without bodies, and nothing else. */
export const AUDIT_POLICY = JSON.stringify({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    {
      level: 'Metadata',
      userGroups: [`system:serviceaccounts:${IDENTITY_NAMESPACE}`],
    },
    { level: 'None' },
  ],
});

/** HTTP methods of the verbs of Kubernetes. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['create', 'POST'],
  ['update', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['deletecollection', 'DELETE'],
]);

/** What of an audit event is of use here (audit.k8s.io/v1). */
interface AuditEvent {
  readonly auditID: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly user: { readonly username: string };
  /** Absent for requests that are not for resources, such as discovery. */
  readonly objectRef?: { readonly resource?: string };
  readonly responseStatus?: { readonly code?: number };
}

/** The requests of an audit log, of which each line is an event. A watch is there twice: when it begins and when it ends. */
export function loggedRequests(log: string): readonly LoggedRequest[] {
  return eventsOf(log).map(event => {
    const { pathname, searchParams } = new URL(
      event.requestURI,
      'https://localhost',
    );
    return {
      auditId: event.auditID,
      user: event.user.username,
      userAgent: event.userAgent ?? '',
      method: METHODS.get(event.verb) ?? 'GET',
      path: pathname,
      dryRun: searchParams.has('dryRun'),
      code: event.responseStatus?.code,
      changed: undefined,
    };
  });
}

/** What an audit log tells of Secrets. */
export interface SecretRequests {
  /** How many events there are in all; none would prove nothing. */
  readonly events: number;
  /** Those that were for Secrets, as `<verb> <path> by <user>`. */
  readonly forSecrets: readonly string[];
}

/** Looks for Secrets in an audit log, whatever was asked of them and whatever the answer was. */
export function secretRequests(log: string): SecretRequests {
  const events = eventsOf(log);
  return {
    events: events.length,
    forSecrets: events
      .filter(({ objectRef }) => objectRef?.resource === 'secrets')
      .map(
        ({ verb, requestURI, user }) =>
          `${verb} ${requestURI} by ${user.username}`,
      ),
  };
}

function eventsOf(log: string): readonly AuditEvent[] {
  return log
    .split('\n')
    .filter(line => line !== '')
    .map((line): AuditEvent => JSON.parse(line));
}
