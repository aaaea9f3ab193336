import { decodeCertificates } from '../../../decode/certificate';
import { Field } from '../../../decode/field';
import { IstioRecord } from '../../../model/records/sail';
import { isOn } from '../../../rules/controlPlaneView';
import { TRUST_FIELD_MANAGER } from '../../fieldManagers';
import { trustAnchorsManifest } from '../../manifests/trustAnchors';
import { PlannedApply } from '../../plan';
import { Carrier, TrustTarget } from '../Carriage';

/** `caCertificates` of mesh config, where the Sail operator renders it: the list belongs to one writer as a whole (T29). */
export const meshConfigCarrier: Carrier = target => {
  const { snapshot, view, refuse } = target;
  const { cluster } = view.key;
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
      (activeRevision ?? name) === view.revision,
  );
  if (!istio) {
    return refuse(
      'mesh-config-of-others',
      'Its mesh config is one text of which its installer is the only writer, such as Helm or istioctl',
      `Add the roots where ${view.key.deployment} is installed from: under meshConfig.caCertificates of the Helm values of istiod, or spec.meshConfig.caCertificates of an IstioOperator, each as "- pem: |" with the certificate. The Trust page shows them once istiod reads them.`,
    );
  }
  if (istio.authorities.some(({ complete }) => !complete)) {
    return refuse(
      'mesh-config-of-others',
      'Its list of roots holds more than certificates, which Meshwise does not read and so could not keep',
      'Clean up meshConfig.caCertificates of the Istio resource first.',
    );
  }
  const { caCertificates, caFromUrl } = view.settings;
  const listed = new Set(rootsOf(istio));
  if (
    caCertificates.some(({ fingerprint }) => !listed.has(fingerprint)) ||
    (caFromUrl &&
      istio.authorities.every(authority => !authority.spiffeBundleUrl))
  ) {
    return refuse(
      'mesh-config-of-others',
      `It trusts roots that are not in the Istio ${istio.name}, and a list there would take their place`,
      'Move meshConfig.caCertificates of its other mesh config, such as SHARED_MESH_CONFIG, into the Istio resource first.',
    );
  }
  return {
    objects: [anchors(target, istio)],
    trusted: caCertificates,
    known: caCertificates,
    notes: [
      'Workloads learn of the roots with their next certificate, or at once where PROXY_CONFIG_XDS_AGENT is on. Restarting them is the sure way.',
    ],
  };
};

function rootsOf({ authorities }: IstioRecord): readonly string[] {
  return authorities
    .flatMap(({ pem }) => decodeCertificates(Field.root(pem ?? '')))
    .map(({ fingerprint }) => fingerprint);
}

function anchors(
  { view, offered, input: { trustDomains = [] } }: TrustTarget,
  istio: IstioRecord,
): PlannedApply {
  const kept = istio.authorities;
  const added = offered
    .filter(({ pem }) => kept.every(authority => authority.pem !== pem))
    .map(({ pem }) => ({ pem, certSigners: [], trustDomains, complete: true }));
  return {
    act: 'apply',
    cluster: view.key.cluster,
    fieldManager: TRUST_FIELD_MANAGER,
    manifest: trustAnchorsManifest(istio.name, [...kept, ...added]),
  };
}
