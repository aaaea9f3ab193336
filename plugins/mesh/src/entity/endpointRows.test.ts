import { endpoint, part } from '../__testUtils__/fixtures';
import { EndpointRow, endpointRows } from './endpointRows';

const everything = { isExpanded: () => true, filter: '' };

function codes(rows: readonly EndpointRow[]): string {
  return rows.map(row => row.code).join(' ');
}

describe('endpointRows', () => {
  const parts = [
    part('eu-west-1', {
      endpoints: [
        endpoint('eu-west-1', 1, { locality: 'eu/a' }),
        endpoint('eu-west-1', 2, { locality: 'eu/b' }),
        endpoint('eu-west-1', 3, { locality: 'eu/b' }),
      ],
    }),
    part('us-east-1', { endpoints: [endpoint('us-east-1', 1)] }),
  ];

  it('groups endpoints by cluster and locality', () => {
    expect(codes(endpointRows(parts, everything))).toBe(
      'cluster locality endpoint locality endpoint endpoint cluster locality endpoint',
    );
  });

  it('leaves closed groups out', () => {
    const rows = endpointRows(parts, {
      isExpanded: row => row.code === 'cluster',
      filter: '',
    });

    expect(codes(rows)).toBe('cluster locality locality cluster locality');
  });

  it('opens what the filter finds and leaves out the rest', () => {
    const rows = endpointRows(parts, {
      isExpanded: () => false,
      filter: ' EU/B ',
    });

    expect(codes(rows)).toBe('cluster locality endpoint endpoint');
  });

  it('finds a whole cluster by its name', () => {
    expect(
      codes(endpointRows(parts, { ...everything, filter: 'us-east' })),
    ).toBe('cluster locality endpoint');
  });

  it('counts endpoints that would not fit on a page', () => {
    const many = Array.from({ length: 130 }, (_, index) =>
      endpoint('eu-west-1', index, { locality: 'eu/a' }),
    );

    const rows = endpointRows(
      [part('eu-west-1', { endpoints: many })],
      everything,
    );

    expect(rows).toHaveLength(103);
    expect(rows.at(-1)).toMatchObject({ code: 'more', count: 30 });
  });

  it('gives every row its own id, even for endpoints that look alike', () => {
    const twins = [
      endpoint('eu-west-1', 1),
      endpoint('eu-west-1', 1, { ports: [{ name: 'grpc', number: 9090 }] }),
    ];

    const ids = endpointRows(
      [part('eu-west-1', { endpoints: twins })],
      everything,
    ).map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });
});
