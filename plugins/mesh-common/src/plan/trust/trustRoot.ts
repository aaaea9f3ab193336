import { Memo } from '../../model/memo';
import { Snapshot } from '../../model/snapshot';
import { allViews } from '../../rules/allViews';
import { answer } from '../../rules/answer';
import {
  controlPlaneName,
  ControlPlaneView,
} from '../../rules/controlPlaneView';
import { servingViews } from '../../rules/servingViews';
import {
  IntentResult,
  PlannedApply,
  Refusal,
  RefusalCode,
  TrustCarrier,
  TrustRootInput,
} from '../plan';
import { refusal } from '../refusal';
import { Carriage, Carrier, TrustTarget } from './Carriage';
import { distributorCarrier } from './carriers/distributor';
import { meshConfigCarrier } from './carriers/meshConfig';
import { trustBundleCarrier } from './carriers/trustBundle';
import { checkTrustInput } from './checkTrustInput';
import {
  areRoots,
  clash,
  OfferedRoot,
  readOfferedRoots,
} from './readOfferedRoots';
import { TrustRootContext } from './TrustDistributor';

const CARRIERS: { readonly [name in TrustCarrier]: Carrier } = {
  'mesh-config': meshConfigCarrier,
  distributor: distributorCarrier,
  'cluster-trust-bundle': trustBundleCarrier,
};

interface Carried {
  readonly target: TrustTarget;
  readonly carriage: Carriage;
}

/**
 * Lets the workloads of control planes trust roots of somebody else: by their mesh config, by the bundles of a distributor, or by
 * the ClusterTrustBundle that pods mount. Only public certificates are taken, and each must be fit to be a root (T23, T27). Where the
 * roots would be ignored or taken out again, that is refused (T29). A second person always approves, comparing fingerprints.
 *
 * @public
 */
export function trustRoot(
  snapshot: Snapshot,
  input: TrustRootInput,
  context: TrustRootContext,
): IntentResult {
  const offered = readOfferedRoots(input.certificates, snapshot.at, context);
  const malformed = [
    ...(areRoots(offered) ? [] : offered),
    ...checkTrustInput(input, context),
  ];
  if (!areRoots(offered) || malformed.length > 0) {
    return { code: 'refused', refusals: malformed };
  }
  const carried: Carried[] = [];
  const refusals: Refusal[] = [];
  const asked = { snapshot, offered, input, context };
  for (const named of input.controlPlanes) {
    const target = targetOf(asked, named);
    const carriage =
      'code' in target
        ? target
        : CARRIERS[input.carrier ?? 'mesh-config'](target);
    if ('code' in target) refusals.push(target);
    else if ('code' in carriage) refusals.push(carriage);
    else {
      refusals.push(...checkKnown(target, carriage));
      carried.push({ target, carriage });
    }
  }
  if (refusals.length > 0) return { code: 'refused', refusals };
  return planned(asked, carried);
}

type Asked = Pick<TrustTarget, 'snapshot' | 'offered' | 'input' | 'context'>;

function planned(
  { snapshot, offered, input }: Asked,
  carried: readonly Carried[],
): IntentResult {
  const meshes = new Set(
    carried.map(
      ({ target: { view } }) =>
        view.settings.meshId ?? view.settings.trustDomain,
    ),
  );
  const names = input.controlPlanes.map(
    ({ cluster, revision }) => `${revision} in ${cluster}`,
  );
  const notes = carried.flatMap(({ carriage }) => carriage.notes);
  return {
    code: 'planned',
    draft: {
      intent: 'trust-root',
      class: 'trust',
      summary: `Control planes ${names.join(', ')} trust ${offered
        .map(({ certificate }) => certificate.content.subject)
        .join('; ')}`,
      objects: withoutTwins(
        carried.flatMap(({ carriage }) => carriage.objects),
      ),
      notes: [
        ...offered.map(fingerprintNote),
        ...new Set(notes),
        'Trust in one direction only: the other side must trust the roots of this mesh, too, before calls work.',
        'Policies that name namespaces match those of the other trust domain as well (reference 7.5); name principals instead.',
        'Undo removes the roots again. Its plan lists first who would lose trust.',
      ],
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

function targetOf(
  asked: Asked,
  { cluster, revision }: TrustRootInput['controlPlanes'][number],
): TrustTarget | Refusal {
  const { snapshot, context, input } = asked;
  const { memo = Memo.create() } = context;
  const refuse = (code: RefusalCode, message: string, cure: string) =>
    refusal(context, code, {
      subject: `control plane ${revision} in ${cluster}`,
      message,
      cure,
    });
  if (!context.clusters.has(cluster) || !context.sees(cluster)) {
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
  const serves = servedBy(snapshot, view, memo);
  const byMeshConfig = (input.carrier ?? 'mesh-config') === 'mesh-config';
  if (serves.length === 0 && !byMeshConfig) {
    return refuse(
      'bundle-not-read',
      'It serves no cluster that can be seen, so there is no bundle',
      'Let mesh config carry the roots.',
    );
  }
  const written = byMeshConfig ? [cluster] : serves;
  if (!written.every(name => context.sees(name))) {
    return refuse(
      'unknown-cluster',
      'It serves a cluster that you may not see, whose workloads would trust the roots, too',
      'Ask somebody who may see all clusters of the mesh.',
    );
  }
  const closed = written.find(name => !context.clusters.get(name)?.writable);
  if (closed !== undefined) {
    return refuse(
      'cluster-not-writable',
      `Meshwise has no credential to write to "${closed}"`,
      'Leave it out, or ask the platform team to add it to mesh.writers.',
    );
  }
  return { ...asked, view, serves, memo, refuse };
}

function servedBy(
  snapshot: Snapshot,
  view: ControlPlaneView,
  memo: Memo,
): readonly string[] {
  const name = controlPlaneName(view.key);
  return snapshot.clusterNames.filter(cluster =>
    answer(snapshot, servingViews, cluster, memo).value.some(
      ({ key }) => controlPlaneName(key) === name,
    ),
  );
}

/** Roots that are trusted there already, or that could be taken for one of those. */
function checkKnown(
  { view, offered, context, refuse }: TrustTarget,
  { trusted, known }: Carriage,
): readonly Refusal[] {
  const isNew = offered.filter(({ certificate }) =>
    trusted.every(({ fingerprint }) => fingerprint !== certificate.fingerprint),
  );
  if (isNew.length === 0) {
    return [
      refuse(
        'root-trusted-already',
        'It trusts these roots already',
        'Leave the control plane out.',
      ),
    ];
  }
  return isNew
    .filter(({ certificate }) =>
      known.some(
        ({ fingerprint, content }) =>
          fingerprint !== certificate.fingerprint &&
          content !== undefined &&
          clash({ fingerprint, content }, certificate),
      ),
    )
    .map(({ certificate }) =>
      refusal(context, 'unfit-root', {
        subject: `certificate ${certificate.content.subject}`,
        message: `A root that control plane ${view.revision} in ${view.key.cluster} trusts has the same key identifier and another key`,
        cure: 'Make sure which of the two is genuine.',
      }),
    );
}

/** Control planes of one cluster share what carries the roots there. */
function withoutTwins(objects: readonly PlannedApply[]): PlannedApply[] {
  const byName = new Map(
    objects.map(object => {
      const { kind, metadata } = object.manifest;
      const name = [object.cluster, kind, metadata.namespace, metadata.name];
      return [JSON.stringify(name), object];
    }),
  );
  return [...byName.values()];
}

function fingerprintNote({
  certificate: { content, fingerprint },
}: OfferedRoot): string {
  const until = new Date(content.notAfter).toISOString().slice(0, 10);
  return `${content.subject}, valid until ${until}, SHA-256 ${fingerprint}.`;
}
