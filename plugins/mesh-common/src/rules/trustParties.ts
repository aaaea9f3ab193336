import { Certificate } from '../model/certificate';
import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
  ControlPlaneView,
  isOn,
} from './controlPlaneView';
import { ISTIO_TRUST_BUNDLE, mountsTrustBundle } from './rootSource';
import { seesMeshConfig } from './seesMeshConfig';
import { trustBundles, TrustBundle } from './trustBundles';

/** The workloads of a cluster that trust alike, hence one row and one column of the trust matrix. @public */
export interface TrustParty {
  readonly cluster: ClusterName;
  /** Control planes they belong to; several if these agree in everything below, as blue and green should. */
  readonly controlPlanes: readonly ControlPlaneKey[];
  /** Trust domain of their certificates, which is that of the control plane that signs them; `undefined` if its mesh config cannot be read. */
  readonly trustDomain: string | undefined;
  /** Other trust domains that stand for the own one. */
  readonly aliases: readonly string[];
  /** Further trust domains whose clients are let in. */
  readonly furtherTrustDomains: readonly string[];
  /** Clients of any trust domain are let in. */
  readonly anyTrustDomain: boolean;
  readonly bundles: readonly TrustBundle[];
  /** Roots of mesh config, trusted beside those of the bundles. */
  readonly furtherRoots: readonly Certificate[];
  /** Some roots come from a place that cannot be seen. */
  readonly hiddenRoots: boolean;
  /** Whether everything above was seen completely. */
  readonly known: boolean;
}

/** Everybody in the fleet who trusts and is trusted, by cluster. Reference 7.3. @public */
export const trustParties: Rule<void, readonly TrustParty[]> = {
  source: '7.3',
  nameOf: () => 'fleet',
  ask: mesh =>
    mesh.clusters().flatMap(cluster => {
      const parties = new Map<string, TrustParty>();
      for (const { controlPlane, bundles } of mesh.ask(trustBundles, cluster)) {
        const view = mesh.ask(controlPlaneView, controlPlane);
        if (!view) continue;
        const party = partyOf(mesh, cluster, view, bundles);
        const { controlPlanes: _, bundles: __, ...alike } = party;
        const name = JSON.stringify([alike, bundles.map(fingerprints)]);
        const known = parties.get(name);
        parties.set(name, known ? joined(known, party) : party);
      }
      return [...parties.values()];
    }),
};

function partyOf(
  mesh: Mesh,
  cluster: ClusterName,
  view: ControlPlaneView,
  bundles: readonly TrustBundle[],
): TrustParty {
  const { key, settings } = view;
  const multiRoot = isOn(view, 'ISTIO_MULTIROOT_MESH', false);
  const config = seesMeshConfig(mesh, view);
  const mounts = mountsTrustBundle(view);
  const source = mounts ? 'ClusterTrustBundle' : 'RootCertificates';
  for (const { namespaces, certificates } of bundles) {
    const [namespace] = namespaces;
    const found = certificates
      .map(({ fingerprint }) => fingerprint.slice(0, 16))
      .join();
    if (mounts) {
      const name = ISTIO_TRUST_BUNDLE;
      mesh.because(
        { cluster, kind: 'ClusterTrustBundle', namespace: '', name },
        'spec.trustBundle',
        found,
      );
    } else {
      mesh.because(
        { cluster, kind: 'ConfigMap', namespace, name: 'istio-ca-root-cert' },
        'data["root-cert.pem"]',
        found,
      );
    }
  }
  return {
    cluster,
    controlPlanes: [key],
    trustDomain: config ? settings.trustDomain : undefined,
    aliases: settings.trustDomainAliases,
    furtherTrustDomains: settings.caTrustDomains,
    anyTrustDomain: isOn(view, 'PILOT_SKIP_VALIDATE_TRUST_DOMAIN', false),
    bundles,
    furtherRoots: multiRoot ? settings.caCertificates : [],
    hiddenRoots: multiRoot && settings.caFromUrl,
    known: config && mesh.sight(cluster, source) === 'full',
  };
}

function fingerprints({ certificates }: TrustBundle): string {
  return certificates.map(({ fingerprint }) => fingerprint).join();
}

function joined(known: TrustParty, other: TrustParty): TrustParty {
  return {
    ...known,
    controlPlanes: [...known.controlPlanes, ...other.controlPlanes],
    bundles: known.bundles.map((bundle, index) => ({
      ...bundle,
      namespaces: [
        ...new Set([...bundle.namespaces, ...other.bundles[index].namespaces]),
      ].sort(),
    })),
  };
}

/** Name of a party, for keys. */
export function partyName({ cluster, controlPlanes }: TrustParty): string {
  return [cluster, ...controlPlanes.map(controlPlaneName)].join(' ');
}
