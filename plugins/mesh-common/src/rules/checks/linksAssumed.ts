import { defineCheck } from '../check';
import { findingSubject, listText } from '../findingSubject';
import { links } from '../links';
import { meshIds, meshPrimaries } from '../meshPrimaries';

/** Meshes with control planes of which nobody tells what they watch, although that decides something. Reference 1.2. */
export const linksAssumed = defineCheck<string>({
  code: 'links-assumed',
  source: '1.2',
  subjects: mesh => mesh.ask(meshIds, undefined),
  nameOf: id => id,
  find(mesh, id) {
    const ofMesh = new Set(
      mesh
        .ask(meshPrimaries, id)
        .flatMap(({ views }) => views.map(({ key }) => key.cluster)),
    );
    const assumed = mesh
      .ask(links, undefined)
      .controlPlanes.filter(
        ({ cluster, known, links: { length } }) =>
          ofMesh.has(cluster) && known === 'assumed' && length > 1,
      )
      .map(({ cluster }) => cluster);
    if (assumed.length === 0) return [];
    return [
      {
        severity: 'info',
        subject: findingSubject('Mesh', { namespace: '', name: id }, assumed),
        message: `Nobody tells which clusters the control planes in ${listText(
          assumed,
        )} watch, so they are assumed to watch every cluster of mesh ${id}; what they really watch may be less.`,
        fix: 'List it under mesh.links in the configuration of Backstage, or let a job in the cluster publish it as the ConfigMap meshwise-links.',
      },
    ];
  },
});
