import { Certificate } from '../../model/certificate';
import { Mesh } from '../../model/mesh';
import { ClusterName } from '../../model/refs';
import { controlPlaneName, ControlPlaneKey } from '../controlPlaneView';
import { TrustCell, trustMatrix } from '../trustMatrix';
import { TrustParty } from '../trustParties';
import { fail, foundAt, pass, ReachFinding, unknown, warn } from './reachCheck';
import { atMeshConfig } from './evidence';
import { ReachScope } from './reachContext';
import { called, securedBy } from './serverChecks';
import { NOTHING_TO_LOOK_AT } from './serviceChecks';

/** 25: endpoints behind a gateway can do mTLS. */
export function endpointsDoMtls(_: Mesh, scope: ReachScope): ReachFinding {
  const { paths, question } = scope;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  const plain = paths.filter(
    ({ path }) => path.code === 'dropped' && path.reason === 'no-mtls',
  );
  if (plain.length === 0) return pass('No endpoint is left out for its TLS.');
  const text =
    'endpoints do no mutual TLS and are left out, because a gateway leads there.';
  if (plain.length < paths.length)
    return warn(`In ${question.to}, some ${text}`);
  return fail(
    `In ${question.to}, all ${text}`,
    'Inject a sidecar there, and let neither a PeerAuthentication nor a DestinationRule turn mutual TLS off.',
    foundAt(question.to, 'Service', question.service, 'spec.selector'),
  );
}

/** 26: calls through a gateway carry mTLS. */
export function gatewayGetsTls(mesh: Mesh, scope: ReachScope): ReachFinding {
  const { paths } = scope;
  if (paths.length === 0) return NOTHING_TO_LOOK_AT;
  if (paths.every(({ path }) => path.code !== 'through'))
    return pass('No gateway is used.');
  const plain = called(scope).some(({ tls }) => tls === 'none');
  return plain
    ? fail(
        'Calls go to the gateway in plain text, which it refuses.',
        'Set enableAutoMtls: true in mesh config, or tls mode ISTIO_MUTUAL in the DestinationRule.',
        atMeshConfig(mesh, scope, 'enableAutoMtls'),
      )
    : pass('Calls to the gateway carry mutual TLS.');
}

/** 27: roots trust each other, both ways. */
export function rootsTrusted(mesh: Mesh, scope: ReachScope): ReachFinding {
  return acrossTrust(mesh, scope, (there, back) => {
    const codes = [there.roots, back.roots].map(({ code }) => code);
    const isOver = [there.roots, back.roots].some(
      ({ because }) => because === 'expired-root',
    );
    if (codes.includes('no') && isOver)
      return unknown('A root has ended, which decides.', rootsOf(scope));
    if (codes.includes('no'))
      return fail(
        'The roots of both sides do not verify each other.',
        'Give both clusters intermediates of one root, or bundles with both roots.',
        rootsOf(scope),
      );
    return codes.every(code => code === 'yes')
      ? pass('The roots of both sides verify each other.')
      : unknown(
          'Whether the roots of both sides verify each other cannot be seen.',
          rootsOf(scope),
        );
  });
}

/** 28: names are accepted, both ways. */
export function namesTrusted(mesh: Mesh, scope: ReachScope): ReachFinding {
  return acrossTrust(mesh, scope, (there, back) => {
    const names = [there.asClient, back.asServer];
    if (names.includes('no'))
      return fail(
        there.asClient === 'no'
          ? 'The client does not accept the trust domain of the servers.'
          : 'The servers do not accept the trust domain of the client.',
        'Add the other trust domain to trustDomainAliases on both sides.',
        atMeshConfig(mesh, scope, 'trustDomainAliases'),
      );
    return names.every(name => name === 'yes')
      ? pass('Both sides accept the trust domain of the other.')
      : unknown('The trust domain of one side cannot be seen.');
  });
}

/** 29: roots are valid now. */
export function rootsValid(mesh: Mesh, scope: ReachScope): ReachFinding {
  const now = mesh.now();
  const { ref, question } = scope;
  const clusters = [...new Set([ref.cluster, question.to])];
  const { parties } = mesh.ask(trustMatrix, undefined);
  const sides = parties.filter(({ cluster }) => clusters.includes(cluster));
  const bundles = sides.flatMap(side => side.bundles);
  const isOver = ({ content }: Certificate) =>
    content !== undefined && content.notAfter <= now;
  if (
    bundles.some(
      bundle =>
        bundle.certificates.length > 0 && bundle.certificates.every(isOver),
    )
  )
    return fail(
      'A root in use has expired.',
      'Rotate the root.',
      rootsOf(scope),
    );
  const blind = clusters.filter(
    cluster =>
      !sides.some(side => side.cluster === cluster) ||
      sides.some(side => side.cluster === cluster && !showsRoots(side)),
  );
  if (blind.length > 0)
    return unknown(
      `Roots of ${blind.join(' and ')} cannot be seen, or not be read.`,
      rootsOf(scope, blind[0]),
    );
  // Beside a valid one it signs nothing that is still accepted, and harms nobody.
  return bundles.some(({ certificates }) => certificates.some(isOver))
    ? warn('One of several roots has expired.', rootsOf(scope))
    : pass('All roots in use are valid; leaf certificates cannot be seen.');
}

/** Whether all roots of a side were seen and read; a side without any shows none. */
function showsRoots({ known, bundles }: TrustParty): boolean {
  return (
    known &&
    bundles.length > 0 &&
    bundles.every(
      ({ certificates }) =>
        certificates.length > 0 &&
        certificates.every(({ content }) => content !== undefined),
    )
  );
}

function rootsOf({ question }: ReachScope, cluster = question.to) {
  return foundAt(
    cluster,
    'ConfigMap',
    { namespace: question.service.namespace, name: 'istio-ca-root-cert' },
    'data["root-cert.pem"]',
  );
}

/** What the client's side makes of the other, and the other of it. */
function acrossTrust(
  mesh: Mesh,
  scope: ReachScope,
  ask: (there: TrustCell, back: TrustCell) => ReachFinding,
): ReachFinding {
  const { ref, question, proxy } = scope;
  if (question.to === ref.cluster)
    return pass('Both sides are in one cluster.');
  if (
    scope.proxy.kind !== 'ztunnel' &&
    scope.paths.length > 0 &&
    called(scope).every(cluster => securedBy(cluster, scope) === 'plain')
  )
    return pass('No mutual TLS is used.');
  const { parties, cells } = mesh.ask(trustMatrix, undefined);
  const client = partyIn(parties, ref.cluster, proxy.view.key);
  const servers = parties.flatMap(({ cluster }, index) =>
    cluster === question.to ? [index] : [],
  );
  const findings = servers.map(server => {
    const cell = (truster: number | undefined, trusted: number | undefined) =>
      cells.find(
        candidate =>
          candidate.truster === truster && candidate.trusted === trusted,
      );
    const there = cell(client, server);
    const back = cell(server, client);
    return there && back
      ? ask(there, back)
      : unknown('Who trusts whom cannot be seen.');
  });
  const failed = findings.find(({ status }) => status === 'fail');
  if (failed && findings.some(({ status }) => status !== 'fail'))
    return unknown(`For some control planes of ${question.to}: ${failed.text}`);
  return (
    failed ??
    findings.find(({ status }) => status === 'unknown') ??
    findings[0] ??
    unknown('Who trusts whom cannot be seen.')
  );
}

function partyIn(
  parties: readonly TrustParty[],
  cluster: ClusterName,
  key: ControlPlaneKey,
): number | undefined {
  const name = controlPlaneName(key);
  const index = parties.findIndex(
    party =>
      party.cluster === cluster &&
      party.controlPlanes.some(known => controlPlaneName(known) === name),
  );
  return index < 0 ? undefined : index;
}
