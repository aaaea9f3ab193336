import { Mesh } from '../../model/mesh';
import { access } from '../access';
import { accessByWaypoint } from '../accessByWaypoint';
import { fail, foundAt, pass, ReachFinding, unknown, warn } from './reachCheck';
import { ReachScope } from './reachContext';
import { NOTHING_TO_LOOK_AT } from './serviceChecks';

/** 31: AuthorizationPolicies let the client in. */
export function allowed(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { proxy, question, port, endpoints } = scope;
  const { service, to } = question;
  if (!port || endpoints.length === 0) return NOTHING_TO_LOOK_AT;
  const { serviceAccount } = proxy.pod;
  const { trustDomain } = proxy.view.settings;
  const client = {
    trustDomain,
    namespace: proxy.namespace,
    serviceAccount: serviceAccount || 'default',
  };
  const through =
    proxy.kind === 'ztunnel'
      ? mesh.ask(accessByWaypoint, {
          cluster: to,
          service,
          port: port.number,
          client,
        })
      : undefined;
  const verdict =
    through?.verdict ??
    mesh
      .ask(access, { service, port: port.number, client })
      .clusters.find(({ cluster }) => cluster === to)?.verdict;
  if (!verdict) return unknown(`Nothing is known of policies in ${to}.`);
  const [by] = 'by' in verdict ? verdict.by : [];
  const at = by && foundAt(by.cluster, by.kind, by, 'spec');
  const name = by ? `${by.namespace}/${by.name}` : '';
  switch (verdict.code) {
    case 'allow':
      return pass('AuthorizationPolicies allow the client.', at);
    case 'not-enforced':
      return pass('No proxy enforces AuthorizationPolicies there.');
    case 'deny':
      return fail(
        verdict.because === 'denied'
          ? `AuthorizationPolicy ${name} denies the client in ${to}.`
          : `AuthorizationPolicy ${name} in ${to} allows others, and not the client.`,
        `Allow namespace ${proxy.namespace} in a policy of the control plane of ${to}.`,
        at,
      );
    case 'depends':
      return warn(
        `Whether the client is let in depends on ${verdict.on.join(', ')}.`,
        at,
      );
    default:
      return unknown(`Policies in ${to}: ${verdict.reason}.`);
  }
}

/** 32: NetworkPolicies, which are only reported. */
export function networkPolicies(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { question, ref, proxy } = scope;
  const places = [
    [question.to, question.service.namespace],
    [ref.cluster, proxy.namespace],
  ] as const;
  const blind = places.find(
    ([cluster, namespace]) =>
      mesh.sight(cluster, 'NetworkPolicy', namespace) !== 'full',
  );
  if (blind)
    return unknown(`The NetworkPolicies of ${blind[0]} cannot be seen.`);
  const found = places.flatMap(([cluster, namespace]) =>
    mesh
      .list(cluster, 'NetworkPolicy', namespace)
      .map(policy => ({ cluster, policy })),
  );
  const [first] = found;
  return first
    ? warn(
        `${
          found.length
        } NetworkPolicies may apply, which are not judged: ${found
          .map(({ cluster, policy }) => `${policy.name} in ${cluster}`)
          .join(', ')}.`,
        foundAt(first.cluster, 'NetworkPolicy', first.policy, 'spec'),
      )
    : pass('No NetworkPolicy is there.');
}
