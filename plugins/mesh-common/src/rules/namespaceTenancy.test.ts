import { fleet, seenAs } from '../__testUtils__/fleet';
import { answer } from './answer';
import { namespaceTenancy } from './namespaceTenancy';

const namespace = (name: string, tenant?: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, uid: u-${name}, labels: {${
  tenant ? `meshwise.io/tenant: ${tenant}` : ''
}}}
`;

const verdict = (
  clusters: { readonly [name: string]: string },
  blind?: string,
  state: 'forbidden' | 'timeout' = 'forbidden',
) => {
  const seen = fleet(clusters);
  const snapshot = blind ? seenAs(seen, { cluster: blind, state }) : seen;
  return answer(snapshot, namespaceTenancy, { namespace: 'shop' }).value
    .verdict;
};

describe('namespaceTenancy, reference 7.1', () => {
  it('is free only when every cluster was seen', () => {
    const clusters = { c1: namespace('web', 'team-web'), c2: '' };
    expect(verdict(clusters)).toEqual({ code: 'free' });
    expect(verdict(clusters, 'c2')).toEqual({
      code: 'undecidable',
      clusters: ['c2'],
    });
    expect(verdict(clusters, 'c2', 'timeout')).toMatchObject({
      code: 'undecidable',
    });
  });

  it('is owned by the tenant that every existing namespace names', () => {
    const clusters = {
      c1: namespace('shop', 'team-shop'),
      c2: namespace('shop', 'team-shop'),
      c3: '',
    };
    expect(verdict(clusters)).toEqual({
      code: 'owned-by',
      tenant: 'team-shop',
    });
    expect(verdict(clusters, 'c3')).toEqual({
      code: 'undecidable',
      clusters: ['c3'],
    });
  });

  it('is a conflict when tenants differ or nobody claims an existing one, whatever cannot be seen', () => {
    const clusters = {
      c1: namespace('shop', 'team-shop'),
      c2: namespace('shop', 'team-web'),
      c3: namespace('shop'),
      c4: '',
    };
    expect(verdict(clusters, 'c4')).toEqual({
      code: 'conflict',
      tenants: ['team-shop', 'team-web'],
      unowned: ['c3'],
    });
  });

  it('shows each cluster', () => {
    const snapshot = fleet({ c1: namespace('shop', 'team-shop'), c2: '' });
    const { value, because } = answer(snapshot, namespaceTenancy, {
      namespace: 'shop',
    });
    expect(value.clusters).toEqual([
      {
        cluster: 'c1',
        exists: true,
        tenant: 'team-shop',
        uid: 'u-shop',
        state: 'active',
      },
      {
        cluster: 'c2',
        exists: false,
        tenant: undefined,
        uid: undefined,
        state: undefined,
      },
    ]);
    expect(because).toMatchObject([{ found: 'team-shop', source: '7.1' }]);
  });
});
