import { defineCheck } from '../check';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { meshConfigDrift } from '../meshConfigDrift';
import { meshIds } from '../meshPrimaries';

/** Settings of mesh config that differ between the primaries of a mesh. Reference 6.5. */
export const meshConfigDiffers = defineCheck<string>({
  code: 'mesh-config-differs',
  source: '6.5',
  subjects: mesh => mesh.ask(meshIds, undefined),
  nameOf: id => id,
  find: (mesh, id) =>
    mesh
      .ask(meshConfigDrift, id)
      .map(({ field, severe, variants }): FindingDraft => {
        const names = variants.map(group =>
          listText(
            group.map(
              ({ cluster, controlPlane }) => `${controlPlane} in ${cluster}`,
            ),
          ),
        );
        return {
          severity: severe ? 'error' : 'warning',
          subject: findingSubject(
            'Mesh',
            { namespace: '', name: `${id} ${field}` },
            variants.flat().map(({ cluster }) => cluster),
          ),
          message: `The control planes of mesh ${id} disagree on ${field}: ${names.join(
            ' against ',
          )}.`,
          fix: `Set ${field} to the same value in the mesh config of every primary.`,
        };
      }),
});
