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
  readonly responseStatus?: { readonly code?: number };
}

/** The requests of an audit log, of which each line is an event. A watch is there twice: when it begins and when it ends. */
export function loggedRequests(log: string): readonly LoggedRequest[] {
  return log
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const event: AuditEvent = JSON.parse(line);
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
