import { localityOfNode } from '../../model/nodeLocality';
import { defineCheck } from '../check';
import { findingSubject, listText } from '../findingSubject';
import { servingViews } from '../servingViews';

/** Nodes of mesh clusters without a region: pods there count as near to each other wherever they are. Reference 3.5. */
export const localityMissing = defineCheck<string>({
  code: 'locality-missing',
  source: '3.5',
  subjects: mesh =>
    mesh
      .clusters()
      .filter(cluster => mesh.ask(servingViews, cluster).length > 0),
  nameOf: cluster => cluster,
  find(mesh, cluster) {
    const nodes = mesh
      .list(cluster, 'Node')
      .filter(node => localityOfNode(node).region === '')
      .map(({ name }) => name);
    if (nodes.length === 0) return [];
    for (const name of nodes)
      mesh.because(
        { cluster, kind: 'Node', namespace: '', name },
        'metadata.labels["topology.kubernetes.io/region"]',
      );
    return [
      {
        severity: 'warning',
        subject: findingSubject('Cluster', { namespace: '', name: cluster }, [
          cluster,
        ]),
        message: `${nodes.length === 1 ? 'Node' : 'Nodes'} ${listText(
          nodes,
        )} of ${cluster} ${
          nodes.length === 1 ? 'has' : 'have'
        } no region: failover takes pods there for neighbours of all others without one, and for strangers to everybody else.`,
        fix: 'Set the labels topology.kubernetes.io/region and topology.kubernetes.io/zone on the nodes.',
      },
    ];
  },
});
