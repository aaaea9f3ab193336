import { AuthorizationPolicyRecord } from '../model/records/authorizationPolicy';
import { Connection } from './authorizationMatch';
import {
  AuthorizationVerdict,
  authorizationVerdict,
} from './authorizationVerdict';
import { PortProtocol } from './portProtocol';

const REQUESTS: ReadonlySet<PortProtocol> = new Set([
  'http',
  'http2',
  'grpc',
  'grpc-web',
]);

/** What policies say to a connection of a protocol; of a protocol that is detected at run time, whatever it turns out to be. Reference 7.7. */
export function protocolVerdict(
  policies: readonly AuthorizationPolicyRecord[],
  connection: Omit<Connection, 'http'>,
  protocol: PortProtocol,
): AuthorizationVerdict {
  const as = (http: boolean) =>
    authorizationVerdict(policies, { ...connection, http });
  return protocol === 'detect'
    ? either(as(true), as(false))
    : as(REQUESTS.has(protocol));
}

/** What is read off the bytes at run time may turn out either way. */
function either(
  requests: AuthorizationVerdict,
  bytes: AuthorizationVerdict,
): AuthorizationVerdict {
  if (requests.code === bytes.code && requests.code !== 'depends')
    return requests;
  const on = [requests, bytes].flatMap(verdict =>
    verdict.code === 'depends' ? verdict.on : [],
  );
  return {
    code: 'depends',
    on: [...new Set(['detected protocol', ...on])].sort(),
    by: [...new Set([...requests.by, ...bytes.by])],
  };
}
