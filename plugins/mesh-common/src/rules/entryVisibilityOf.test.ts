import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { visibleServices } from './visibleServices';

/** Whether sidecars of `shop` and of `web` know a ServiceEntry of `shop`. */
const known = (
  visibility: string,
  options: { readonly exportTo?: string; readonly version?: string } = {},
) => {
  const { exportTo = '', version = '1.31.0' } = options;
  const snapshot = fleet({
    c1: docs(
      istiod('c1', {
        version,
        mesh: `serviceEntryVisibility: {${visibility}}`,
      }),
      namespace('shop'),
      namespace('web'),
      workload('shop/cart'),
      workload('web/web', { addresses: '10.1.0' }),
      config(
        'ServiceEntry',
        'shop/api',
        `{hosts: [api.example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS, exportTo: [${exportTo}]}`,
      ),
    ),
  });
  return ['shop/cart-1', 'web/web-1'].map(name => {
    const [home, pod] = name.split('/');
    return answer(snapshot, visibleServices, {
      cluster: 'c1',
      namespace: home,
      pod,
    }).value.byHost.has('api.example.com');
  });
};

const SIDECARS = 'applyToSidecars: true';

describe('ServiceEntries that sidecars know, reference 3.7', () => {
  it.each<[string, string, readonly boolean[]]>([
    ['all, if nothing is said', '', [true, true]],
    [
      'all, if only ambient clients are meant',
      'defaultVisibility: NONE',
      [true, true],
    ],
    ['all', `defaultVisibility: PUBLIC, ${SIDECARS}`, [true, true]],
    [
      'its namespace',
      `defaultVisibility: NAMESPACE, ${SIDECARS}`,
      [true, false],
    ],
    ['nobody', `defaultVisibility: NONE, ${SIDECARS}`, [false, false]],
  ])('%s', (_, visibility, expected) => {
    expect(known(visibility)).toEqual(expected);
  });

  it('never widens what the entry says', () => {
    const visibility = `defaultVisibility: NAMESPACE, ${SIDECARS}`;
    expect(known(visibility, { exportTo: 'web' })).toEqual([false, false]);
    expect(
      known(`defaultVisibility: PUBLIC, ${SIDECARS}`, { exportTo: '"."' }),
    ).toEqual([true, false]);
  });

  it('before 1.31 it has no effect', () => {
    expect(
      known(`defaultVisibility: NONE, ${SIDECARS}`, { version: '1.30.2' }),
    ).toEqual([true, true]);
  });
});
