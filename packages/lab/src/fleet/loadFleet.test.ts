import { resolve } from 'node:path';
import { loadFleet, parseManifests } from './loadFleet';
import { materialise } from './materialise';
import { KubernetesObject } from '../kubernetesObject';
import { fillPlaceholders } from './placeholders';

describe('parseManifests', () => {
  it('reads several documents and ignores empty ones', () => {
    const text = `
# a comment
---
apiVersion: v1
kind: Namespace
metadata: { name: a }
---
---
apiVersion: v1
kind: Namespace
metadata: { name: b }
`;
    expect(
      parseManifests(text, 'a.yaml').map(({ metadata }) => metadata.name),
    ).toEqual(['a', 'b']);
  });

  it.each([
    ['broken YAML', 'a: [', /^a\.yaml: .*line 1/],
    [
      'an object without a name',
      '{ apiVersion: v1, kind: Namespace }',
      'a.yaml, document 1 lacks apiVersion, kind or metadata.name',
    ],
    [
      'a Secret',
      '{ apiVersion: v1, kind: Secret, metadata: { name: a } }',
      'a.yaml, document 1 is a Secret',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseManifests(text, 'a.yaml')).toThrow(message);
  });
});

describe('the example fleet', () => {
  it('is readable and every Deployment in it gets its pods', async () => {
    const now = new Date('2026-03-10T12:00:00Z');
    const fleet = await loadFleet(
      resolve(__dirname, '../../../../examples/clusters'),
    );
    const values = {
      roots: new Map([...fleet.roots.keys()].map(name => [name, 'PEM'])),
      now,
    };
    for (const cluster of fleet.clusters) {
      const objects = fillPlaceholders(
        cluster.objects,
        values,
      ) as KubernetesObject[];
      const names = materialise({ ...cluster, objects, now }).map(
        ({ object: { kind, apiVersion, metadata } }) =>
          [apiVersion, kind, metadata.namespace, metadata.name].join(' '),
      );
      expect(
        names.filter(name => name.startsWith('v1 Pod ')).length,
      ).toBeGreaterThan(0);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
