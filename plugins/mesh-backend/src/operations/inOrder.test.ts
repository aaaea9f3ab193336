import type { PlannedObject } from '@meshwise/backstage-plugin-mesh-common';
import { inOrder } from './inOrder';

const apply = (kind: string, name = 'x'): PlannedObject => ({
  act: 'apply',
  cluster: 'c1',
  fieldManager: 'm',
  manifest: { apiVersion: 'v1', kind, metadata: { name } },
});

const remove = (kind: string): PlannedObject => ({
  act: 'delete',
  cluster: 'c1',
  fieldManager: 'm',
  object: { apiVersion: 'v1', kind, namespace: '', name: 'x' },
  uid: 'u',
});

const names = (objects: readonly PlannedObject[]) =>
  inOrder(objects).map(planned =>
    planned.act === 'apply'
      ? `${planned.manifest.kind} ${planned.manifest.metadata.name}`
      : `- ${planned.object.kind}`,
  );

describe('order inside a cluster, faults and bad input 3.5.3', () => {
  it('a subset before the route that names it; taken away the other way round', () => {
    expect(
      names([
        remove('DestinationRule'),
        apply('VirtualService'),
        remove('Namespace'),
        apply('DestinationRule'),
        remove('VirtualService'),
        apply('Namespace'),
      ]),
    ).toEqual([
      'Namespace x',
      'DestinationRule x',
      'VirtualService x',
      '- VirtualService',
      '- DestinationRule',
      '- Namespace',
    ]);
  });

  it('keeps the order of objects of one kind, and puts unknown kinds last', () => {
    expect(
      names([apply('Other'), apply('Role', 'b'), apply('Role', 'a')]),
    ).toEqual(['Role b', 'Role a', 'Other x']);
  });
});
