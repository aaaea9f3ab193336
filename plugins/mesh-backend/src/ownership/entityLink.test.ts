import { fleet } from '../__testUtils__/fleet';
import { entityLink, isLinkedTo, linkedServices } from './entityLink';

const snapshot = fleet({
  c1: {
    yaml: `
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop, labels: { app: cart, tier: web } }
spec: { selector: { app: cart, version: v1 }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: sandbox, labels: { app: cart } }
spec: { ports: [{ port: 80 }] }
`,
  },
  c2: {
    yaml: `
apiVersion: v1
kind: Service
metadata: { name: basket, namespace: shop, labels: { backstage.io/kubernetes-id: cart } }
spec: { ports: [{ port: 80 }] }
`,
  },
});

function entityWith(annotations: Record<string, string>) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'cart', annotations },
  };
}

const names = (annotations: Record<string, string>) => {
  const { link, problems } = entityLink(entityWith(annotations));
  const services = linkedServices(link, snapshot);
  for (const service of services) {
    expect(isLinkedTo(link, service, snapshot)).toBe(true);
  }
  return [...services.map(s => `${s.namespace}/${s.name}`), ...problems];
};

describe('entityLink', () => {
  it('takes the services an entity names, seen or not', () => {
    expect(names({ 'meshwise.io/service': 'shop/cart, gone/away' })).toEqual([
      'shop/cart',
      'gone/away',
    ]);
  });

  it.each([
    'cart',
    'a/b/c',
    'Shop/cart',
    'shop/',
    '',
    '__proto__/x',
    'shop/cart/',
  ])('reports "%s" instead of guessing', text => {
    expect(names({ 'meshwise.io/service': text })).toEqual([
      `meshwise.io/service names "${text}", which is not namespace/name`,
    ]);
  });

  it('prefers its own annotation to those of the Kubernetes plugin', () => {
    expect(
      names({
        'meshwise.io/service': 'shop/cart',
        'backstage.io/kubernetes-id': 'cart',
      }),
    ).toEqual(['shop/cart']);
  });

  it('finds services by id across clusters', () => {
    expect(names({ 'backstage.io/kubernetes-id': 'cart' })).toEqual([
      'shop/basket',
    ]);
  });

  it('counts the label app only within a namespace that the entity names', () => {
    expect(
      names({
        'backstage.io/kubernetes-id': 'cart',
        'backstage.io/kubernetes-namespace': 'shop',
      }),
    ).toEqual(['shop/basket', 'shop/cart']);
  });

  it('finds services by the labels of their pods', () => {
    expect(
      names({
        'backstage.io/kubernetes-label-selector': 'app=cart,version=v1',
      }),
    ).toEqual(['shop/cart']);
  });

  it('matches nothing with a selector it cannot read', () => {
    expect(
      names({ 'backstage.io/kubernetes-label-selector': 'a b c' }),
    ).toEqual([
      'backstage.io/kubernetes-label-selector holds "a b c", which is not a label selector',
    ]);
  });

  it('finds nothing without annotations', () => {
    expect(names({})).toEqual([]);
  });
});
