import { portCollisions } from './portCollisions';

/** Ports as `name number` or `name number protocol`, by cluster. */
function collisions(clusters: Readonly<Record<string, readonly string[]>>) {
  return portCollisions(
    Object.entries(clusters).map(([cluster, ports]) => ({
      cluster,
      ports: ports.map(text => {
        const [name, number, protocol = 'http'] = text.split(' ');
        return { name, number: Number(number), protocol };
      }),
    })),
  );
}

describe('portCollisions, reference 3.1 and 3.4', () => {
  it.each<
    [string, Parameters<typeof collisions>[0], ReturnType<typeof collisions>]
  >([
    ['nothing', {}, []],
    ['the same everywhere', { c1: ['http 80'], c2: ['http 80'] }, []],
    [
      'one number under several names',
      { c1: ['http 80'], c2: ['web 80'], c3: ['http 80'] },
      [
        {
          code: 'port-names',
          number: 80,
          names: [
            { value: 'http', clusters: ['c1', 'c3'] },
            { value: 'web', clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'twice in every cluster, as for TCP and UDP',
      {
        c1: ['dns 53', 'dns-udp 53'],
        c2: ['dns 53', 'dns-udp 53'],
      },
      [],
    ],
    [
      'one name with several numbers',
      { c1: ['http 80'], c2: ['http 8080'] },
      [
        {
          code: 'port-numbers',
          name: 'http',
          numbers: [
            { value: 80, clusters: ['c1'] },
            { value: 8080, clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'a port that some do not have',
      { c1: ['http 80', 'admin 9000'], c2: ['http 80'], c3: [] },
      [
        {
          code: 'port-missing',
          name: 'admin',
          number: 9000,
          present: ['c1'],
          missing: ['c2', 'c3'],
        },
        {
          code: 'port-missing',
          name: 'http',
          number: 80,
          present: ['c1', 'c2'],
          missing: ['c3'],
        },
      ],
    ],
    [
      'one port of several protocols',
      { c1: ['p 80 http'], c2: ['p 80 tcp'] },
      [
        {
          code: 'port-protocols',
          name: 'p',
          protocols: [
            { value: 'http', clusters: ['c1'] },
            { value: 'tcp', clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'all at once',
      { c1: ['p 80 http'], c2: ['p 81 tcp'], c3: [] },
      [
        {
          code: 'port-missing',
          name: 'p',
          number: 80,
          present: ['c1', 'c2'],
          missing: ['c3'],
        },
        {
          code: 'port-numbers',
          name: 'p',
          numbers: [
            { value: 80, clusters: ['c1'] },
            { value: 81, clusters: ['c2'] },
          ],
        },
        {
          code: 'port-protocols',
          name: 'p',
          protocols: [
            { value: 'http', clusters: ['c1'] },
            { value: 'tcp', clusters: ['c2'] },
          ],
        },
      ],
    ],
  ])('%s', (_, clusters, expected) => {
    expect(collisions(clusters)).toEqual(expected);
  });

  it('are sorted by number and then by name', () => {
    expect(
      collisions({
        c1: ['b 9000', 'a 80', 'z 1', 'y 2'],
        c2: ['d 9000', 'c 80'],
      }).map(collision =>
        collision.code === 'port-names' ? collision.number : collision.name,
      ),
    ).toEqual([80, 9000, 'y', 'z']);
  });
});
