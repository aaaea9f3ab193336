import { Certificate } from '../model/certificate';
import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';

/** How much longer a certificate is valid: `error` below 30 days, `warning` below 180 (our thresholds, reference 7.3). @public */
export type Expiry = 'expired' | 'error' | 'warning' | 'fine' | 'unknown';

/** Where a root is trusted in one cluster. @public */
export interface RootPlace {
  readonly cluster: ClusterName;
  /** Namespaces whose bundle holds it. */
  readonly namespaces: readonly string[];
  /** Namespaces that have a bundle without it. */
  readonly without: readonly string[];
  /** ClusterTrustBundles that hold it. */
  readonly clusterTrustBundles: readonly string[];
  /** Mesh configs that add it to the roots of their control plane, as `<namespace>/<name>`. */
  readonly meshConfigs: readonly string[];
}

/** A root with all places in which it is trusted (X1). @public */
export interface TrustRoot {
  readonly certificate: Certificate;
  readonly expiry: Expiry;
  /** Whole days left, negative after the end; `undefined` if it cannot be read. */
  readonly daysLeft: number | undefined;
  readonly places: readonly RootPlace[];
}

/** All roots that anybody in the fleet trusts; the first to expire comes first. @public */
export interface TrustRoots {
  readonly roots: readonly TrustRoot[];
  /** Clusters whose bundles cannot be seen completely. */
  readonly unseen: readonly ClusterName[];
}

const DAY = 24 * 60 * 60 * 1000;
const ERROR_DAYS = 30;
const WARNING_DAYS = 180;

/** Inventory of the roots in every namespace and mesh config of every cluster, with their end. Reference 7.2, 7.3. @public */
export const trustRoots: Rule<void, TrustRoots> = {
  source: '7.3',
  nameOf: () => 'fleet',
  ask(mesh) {
    const now = mesh.now();
    const { roots, unseen } = mesh.ask(rootPlaces, undefined);
    return {
      unseen,
      roots: roots
        .map(({ certificate, places }) => {
          const { content } = certificate;
          const daysLeft =
            content && Math.floor((content.notAfter - now) / DAY);
          return {
            certificate,
            places,
            daysLeft,
            expiry: expiryOf(daysLeft),
          };
        })
        .sort(
          (a, b) =>
            (a.daysLeft ?? -Infinity) - (b.daysLeft ?? -Infinity) ||
            compareText(a.certificate.fingerprint, b.certificate.fingerprint),
        ),
    };
  },
};

/** The part of the inventory that time does not change. */
const rootPlaces: Rule<
  void,
  {
    readonly roots: readonly Pick<TrustRoot, 'certificate' | 'places'>[];
    readonly unseen: readonly ClusterName[];
  }
> = {
  source: '7.2',
  nameOf: () => 'fleet',
  ask(mesh) {
    const roots = new Map<
      string,
      { readonly certificate: Certificate; readonly places: RootPlace[] }
    >();
    for (const cluster of mesh.clusters()) {
      const bundles = mesh.list(cluster, 'RootCertificates');
      const further = mesh.list(cluster, 'ClusterTrustBundle');
      const added = mesh
        .list(cluster, 'MeshConfig')
        .map(({ namespace, name, settings }) => ({
          name: `${namespace}/${name}`,
          certificates: settings.caCertificates,
        }));
      const all = [...bundles, ...further, ...added].flatMap(
        item => item.certificates,
      );
      for (const certificate of new Set(all)) {
        const { fingerprint } = certificate;
        const holds = (item: {
          readonly certificates: readonly Certificate[];
        }) => item.certificates.some(held => held.fingerprint === fingerprint);
        const root = roots.get(fingerprint) ?? { certificate, places: [] };
        if (root.places.at(-1)?.cluster === cluster) continue;
        root.places.push({
          cluster,
          namespaces: bundles.filter(holds).map(item => item.namespace),
          without: bundles
            .filter(item => !holds(item))
            .map(item => item.namespace),
          clusterTrustBundles: further.filter(holds).map(item => item.name),
          meshConfigs: added.filter(holds).map(item => item.name),
        });
        roots.set(fingerprint, root);
      }
    }
    const unseen = mesh
      .clusters()
      .filter(cluster => mesh.sight(cluster, 'RootCertificates') !== 'full');
    return { roots: [...roots.values()], unseen };
  },
};

function expiryOf(daysLeft: number | undefined): Expiry {
  if (daysLeft === undefined) return 'unknown';
  if (daysLeft < 0) return 'expired';
  if (daysLeft < ERROR_DAYS) return 'error';
  return daysLeft < WARNING_DAYS ? 'warning' : 'fine';
}
