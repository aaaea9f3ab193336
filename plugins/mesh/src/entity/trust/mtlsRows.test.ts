import { ServerMtlsView } from '@meshwise/backstage-plugin-mesh-common';
import { mtlsRows } from './mtlsRows';

const view = (
  mode: 'STRICT' | 'PERMISSIVE',
  ...ports: ServerMtlsView['groups'][number]['ports']
): ServerMtlsView => ({
  cluster: 'c1',
  groups: [
    {
      pods: ['a'],
      guard: 'sidecar',
      configCluster: 'c1',
      mode,
      ports,
      from: [],
      portNames: { '8080': 'http' },
    },
  ],
});

const summary = (given: ServerMtlsView) =>
  mtlsRows([given]).map(({ port, portName, mode }) => [port, portName, mode]);

describe('mtlsRows', () => {
  it('lists ports by number and name', () => {
    expect(summary(view('STRICT', { port: 8080, mode: 'STRICT' }))).toEqual([
      [8080, 'http', 'STRICT'],
    ]);
  });

  it('adds all other ports where they are treated differently', () => {
    expect(summary(view('STRICT', { port: 9090, mode: 'PERMISSIVE' }))).toEqual(
      [
        [9090, undefined, 'PERMISSIVE'],
        [undefined, undefined, 'STRICT'],
      ],
    );
  });

  it('has one row for all where no port is known', () => {
    expect(summary(view('PERMISSIVE'))).toEqual([
      [undefined, undefined, 'PERMISSIVE'],
    ]);
  });
});
