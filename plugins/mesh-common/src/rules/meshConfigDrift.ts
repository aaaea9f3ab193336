import { Mesh } from '../model/mesh';
import { sameData } from '../model/sameData';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { ControlPlaneView } from './controlPlaneView';
import { meshPrimaries } from './meshPrimaries';

/** A setting of mesh config that differs between the control planes of a mesh. @public */
export interface SettingDrift {
  readonly field: string;
  /** A difference breaks trust, or lets callers of one side keep to their cluster. */
  readonly severe: boolean;
  /** Control planes by what they say. */
  readonly variants: readonly (readonly {
    readonly cluster: ClusterName;
    readonly controlPlane: string;
  }[])[];
}

const FIELDS: readonly {
  readonly field: string;
  readonly severe?: boolean;
  readonly valueOf: (view: ControlPlaneView) => unknown;
}[] = [
  {
    field: 'trustDomain',
    severe: true,
    valueOf: ({ settings }) => settings.trustDomain,
  },
  {
    field: 'trustDomainAliases',
    severe: true,
    valueOf: ({ settings }) => [...settings.trustDomainAliases].sort(),
  },
  {
    field: 'serviceSettings',
    severe: true,
    valueOf: ({ settings }) => settings.clusterLocal,
  },
  { field: 'rootNamespace', valueOf: ({ rootNamespace }) => rootNamespace },
  {
    field: 'enableAutoMtls',
    valueOf: ({ settings }) => settings.enableAutoMtls,
  },
  { field: 'localityLbSetting', valueOf: ({ settings }) => settings.locality },
  {
    field: 'discoverySelectors',
    valueOf: ({ settings }) => settings.discoverySelectors,
  },
  {
    field: 'outboundTrafficPolicy',
    valueOf: ({ settings }) => settings.outboundTrafficPolicy,
  },
  {
    field: 'defaultServiceExportTo',
    valueOf: ({ settings }) => settings.defaultServiceExportTo,
  },
  {
    field: 'defaultVirtualServiceExportTo',
    valueOf: ({ settings }) => settings.defaultVirtualServiceExportTo,
  },
  {
    field: 'defaultDestinationRuleExportTo',
    valueOf: ({ settings }) => settings.defaultDestinationRuleExportTo,
  },
  {
    field: 'defaultTrafficPolicy',
    valueOf: ({ settings }) => settings.defaultTrafficPolicy,
  },
];

/** Names of the settings in which two control planes differ. Each may be its own root namespace, as in OpenShift Service Mesh 2. */
export function settingsApart(
  a: ControlPlaneView,
  b: ControlPlaneView,
): readonly string[] {
  const ownRoots = [a, b].every(view => view.rootNamespace === view.namespace);
  return FIELDS.filter(
    ({ field, valueOf }) =>
      !sameData(valueOf(a), valueOf(b)) &&
      !(field === 'rootNamespace' && ownRoots),
  ).map(({ field }) => field);
}

/** Settings of mesh config that differ between the primaries of a mesh. Control planes in one cluster may differ on purpose. Reference 6.5. */
export const meshConfigDrift: Rule<string, readonly SettingDrift[]> = {
  source: '6.5',
  nameOf: id => id,
  ask(mesh, id) {
    const primaries = mesh.ask(meshPrimaries, id);
    if (primaries.length < 2) return [];
    const views = primaries.flatMap(primary => primary.views);
    return FIELDS.flatMap(({ field, severe = false, valueOf }) => {
      const variants: ControlPlaneView[][] = [];
      for (const view of views) {
        const known = variants.find(([other]) =>
          sameData(valueOf(other), valueOf(view)),
        );
        if (known) known.push(view);
        else variants.push([view]);
      }
      if (variants.length < 2) return [];
      for (const view of views) show(mesh, view, field);
      return [
        {
          field,
          severe,
          variants: variants.map(group =>
            group.map(({ key, namespace }) => ({
              cluster: key.cluster,
              controlPlane: `${namespace}/${key.deployment}`,
            })),
          ),
        },
      ];
    });
  },
};

function show(mesh: Mesh, view: ControlPlaneView, field: string): void {
  const { configCluster: cluster, namespace, revision } = view;
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  mesh.because(
    { cluster, kind: 'ConfigMap', namespace, name },
    `data.mesh ${field}`,
  );
}
