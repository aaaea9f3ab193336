import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { ControlPlaneKey, controlPlaneView } from './controlPlaneView';
import { isSelected } from './discovery';
import { namespaceControl } from './namespaceControl';
import { servingViews } from './servingViews';
import { viewOfOwner } from './viewOfOwner';

/** What one control plane makes of the namespaces of a cluster. @public */
export interface DiscoveryTenancy {
  readonly controlPlane: ControlPlaneKey;
  /** Namespaces whose services and policies it reads. */
  readonly selected: readonly string[];
  /** Namespaces whose ordinary pods it injects. */
  readonly owned: readonly string[];
  /** Namespaces that it injects and does not read: their proxies start without any service, or not at all. */
  readonly ownedUnselected: readonly string[];
}

/** Which namespaces of a cluster each control plane reads, and which it injects. Reference 2.5. @public */
export const discoveryTenancy: Rule<ClusterName, readonly DiscoveryTenancy[]> =
  {
    source: '2.5',
    nameOf: cluster => cluster,
    ask(mesh, cluster) {
      const names = mesh.list(cluster, 'Namespace').map(({ name }) => name);
      const owners = new Map(
        names.map(namespace => {
          const { owner } = mesh.ask(namespaceControl, { cluster, namespace });
          const view =
            owner.code === 'owned'
              ? viewOfOwner(mesh, owner.controlPlane)
              : undefined;
          return [namespace, view && JSON.stringify(view.key)] as const;
        }),
      );
      return mesh.ask(servingViews, cluster).flatMap(({ key }) => {
        const view = mesh.ask(controlPlaneView, key);
        if (!view) return [];
        const selected = names.filter(name =>
          isSelected(mesh, view, cluster, name),
        );
        const owned = names.filter(
          name => owners.get(name) === JSON.stringify(key),
        );
        return [
          {
            controlPlane: key,
            selected,
            owned,
            ownedUnselected: owned.filter(name => !selected.includes(name)),
          },
        ];
      });
    },
  };
