import { Memo } from '../../model/memo';
import { IstioRecord } from '../../model/records/sail';
import { Snapshot } from '../../model/snapshot';
import { allViews } from '../../rules/allViews';
import { answer } from '../../rules/answer';
import { ControlPlaneView, isOn } from '../../rules/controlPlaneView';
import { TRUST_FIELD_MANAGER } from '../fieldManagers';
import { trustAnchorsManifest } from '../manifests/trustAnchors';
import { IntentResult, PlannedApply, Refusal, TrustRootInput } from '../plan';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';
import {
  areRoots,
  clash,
  OfferedRoot,
  readOfferedRoots,
} from './readOfferedRoots';

const TRUST_DOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9._]*[a-z0-9])?$/;

/** A control plane that is to trust the roots, and the object that carries its mesh config. */
interface Carrier {
  readonly cluster: string;
  readonly view: ControlPlaneView;
  readonly istio: IstioRecord;
}

/**
 * Lets control planes trust roots of somebody else, by `caCertificates` of their mesh config. Only public certificates
 * are taken, and each must be fit to be a root (T23, T27). A control plane that would ignore them is refused (T29). A
 * second person always approves, comparing fingerprints.
 *
 * @public
 */
export function trustRoot(
  snapshot: Snapshot,
  input: TrustRootInput,
  context: PlanContext,
): IntentResult {
  const offered = readOfferedRoots(input.certificates, snapshot.at, context);
  const malformed = [
    ...(areRoots(offered) ? [] : offered),
    ...checkTargets(input, context),
  ];
  if (!areRoots(offered) || malformed.length > 0) {
    return { code: 'refused', refusals: malformed };
  }
  const { memo = Memo.create() } = context;
  const found = input.controlPlanes.map(named =>
    carrierOf(snapshot, named, context, memo),
  );
  const refusals = found.filter(isRefusal);
  const carriers = found.filter(isCarrier);
  const clashing = carriers.flatMap(carrier =>
    checkKnown(carrier, offered, context),
  );
  if (refusals.length + clashing.length > 0) {
    return { code: 'refused', refusals: [...refusals, ...clashing] };
  }
  const meshes = new Set(
    carriers.map(
      ({ view }) => view.settings.meshId ?? view.settings.trustDomain,
    ),
  );
  const names = input.controlPlanes.map(
    ({ cluster, revision }) => `${revision} in ${cluster}`,
  );
  return {
    code: 'planned',
    draft: {
      intent: 'trust-root',
      class: 'trust',
      summary: `Control planes ${names.join(', ')} trust ${offered
        .map(({ certificate }) => certificate.content.subject)
        .join('; ')}`,
      objects: carriers.map(carrier => anchors(carrier, offered, input)),
      notes: notesOn(offered),
      scopes: [...meshes].sort().map(mesh => `trust/${mesh}`),
      approval: {
        reason:
          'Whoever holds the keys of these roots can issue identities that the control planes accept. Get the fingerprints from the owners of the roots, not from this plan.',
      },
      undo: { code: 'exact' },
      asOf: snapshot.at,
    },
  };
}

function isRefusal(item: Carrier | Refusal): item is Refusal {
  return 'code' in item;
}

function isCarrier(item: Carrier | Refusal): item is Carrier {
  return !isRefusal(item);
}

function checkTargets(
  { controlPlanes, trustDomains = [] }: TrustRootInput,
  context: PlanContext,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const names = controlPlanes.map(
    ({ cluster, revision }) => `${cluster}/${revision}`,
  );
  if (names.length === 0 || new Set(names).size < names.length) {
    refusals.push(
      refusal(context, 'invalid-input', {
        subject: 'controlPlanes',
        message: 'No control plane is chosen, or one is chosen twice',
        cure: 'Choose at least one control plane, and each of them once.',
      }),
    );
  }
  if (trustDomains.some(domain => !TRUST_DOMAIN.test(domain))) {
    refusals.push(
      refusal(context, 'invalid-input', {
        subject: 'trustDomains',
        message: 'A trust domain is an exact name in small letters',
        cure: 'Write a trust domain such as "mesh.example.com".',
      }),
    );
  }
  return refusals;
}

function carrierOf(
  snapshot: Snapshot,
  { cluster, revision }: TrustRootInput['controlPlanes'][number],
  context: PlanContext,
  memo: Memo,
): Carrier | Refusal {
  const refuse = (code: Refusal['code'], message: string, cure: string) =>
    refusal(context, code, {
      subject: `control plane ${revision} in ${cluster}`,
      message,
      cure,
    });
  const known = context.clusters.get(cluster);
  if (!known || !context.sees(cluster)) {
    return refuse(
      'unknown-cluster',
      `There is no cluster "${cluster}"`,
      'Choose clusters from the list.',
    );
  }
  const view = answer(snapshot, allViews, undefined, memo).value.find(
    ({ key, revision: own }) => key.cluster === cluster && own === revision,
  );
  if (!view) {
    return refuse(
      'unknown-control-plane',
      'The cluster has no such control plane',
      'Choose a control plane from the fleet page.',
    );
  }
  if (!known.writable) {
    return refuse(
      'cluster-not-writable',
      `Meshwise has no credential to write to "${cluster}"`,
      'Leave it out, or ask the platform team to add it to mesh.writers.',
    );
  }
  if (!isOn(view, 'ISTIO_MULTIROOT_MESH', false)) {
    return refuse(
      'multi-root-off',
      'It would ignore further roots: ISTIO_MULTIROOT_MESH is not switched on',
      'Set ISTIO_MULTIROOT_MESH to "true" in the environment of istiod first.',
    );
  }
  const istio = (snapshot.view(cluster, 'Istio')?.table.list() ?? []).find(
    ({ controlPlaneNamespace, activeRevision, name }) =>
      controlPlaneNamespace === view.namespace &&
      (activeRevision ?? name) === revision,
  );
  if (!istio) {
    return refuse(
      'mesh-config-of-others',
      'Its mesh config is one text of which its installer is the only writer, such as Helm or istioctl',
      'Add the roots under meshConfig.caCertificates where the control plane is installed from.',
    );
  }
  return { cluster, view, istio };
}

/** Roots that are trusted there already, or that could be taken for one of those. */
function checkKnown(
  { cluster, view, istio }: Carrier,
  offered: readonly OfferedRoot[],
  context: PlanContext,
): readonly Refusal[] {
  const subject = `control plane ${view.revision} in ${cluster}`;
  const trusted = view.settings.caCertificates;
  const isNew = offered.filter(({ certificate }) =>
    trusted.every(({ fingerprint }) => fingerprint !== certificate.fingerprint),
  );
  if (isNew.length === 0) {
    const text = {
      subject,
      message: 'It trusts these roots already',
      cure: 'Leave the control plane out.',
    };
    return [refusal(context, 'root-trusted-already', text)];
  }
  const taken = isNew.filter(({ certificate }) =>
    trusted.some(
      ({ fingerprint, content }) =>
        content !== undefined && clash({ fingerprint, content }, certificate),
    ),
  );
  const hidden = istio.authorities.some(({ complete }) => !complete);
  return [
    ...taken.map(({ certificate }) =>
      refusal(context, 'unfit-root', {
        subject: `certificate ${certificate.content.subject}`,
        message: `A root that ${subject} trusts has the same key identifier and another key`,
        cure: 'Make sure which of the two is genuine.',
      }),
    ),
    ...(hidden
      ? [
          refusal(context, 'mesh-config-of-others', {
            subject,
            message:
              'Its list of roots holds more than certificates, which Meshwise does not read and so could not keep',
            cure: 'Clean up meshConfig.caCertificates of the Istio resource first.',
          }),
        ]
      : []),
  ];
}

function anchors(
  { cluster, istio }: Carrier,
  offered: readonly OfferedRoot[],
  { trustDomains = [] }: TrustRootInput,
): PlannedApply {
  const kept = istio.authorities;
  const added = offered
    .filter(({ pem }) => kept.every(authority => authority.pem !== pem))
    .map(({ pem }) => ({ pem, certSigners: [], trustDomains, complete: true }));
  return {
    act: 'apply',
    cluster,
    fieldManager: TRUST_FIELD_MANAGER,
    manifest: trustAnchorsManifest(istio.name, [...kept, ...added]),
  };
}

function notesOn(offered: readonly OfferedRoot[]): readonly string[] {
  return [
    ...offered.map(({ certificate: { content, fingerprint } }) => {
      const until = new Date(content.notAfter).toISOString().slice(0, 10);
      return `${content.subject}, valid until ${until}, SHA-256 ${fingerprint}.`;
    }),
    'Workloads learn of the roots with their next certificate, or at once where PROXY_CONFIG_XDS_AGENT is on. Restarting them is the sure way.',
    'Trust in one direction only: the other side must trust the roots of this mesh, too, before calls work.',
    'Policies that name namespaces match those of the other trust domain as well (reference 7.5); name principals instead.',
    'Undo removes the roots again. Its plan lists first who would lose trust.',
  ];
}
