import {
  destinationRule,
  outlierDetection,
  ServiceFleet,
  serviceFleet,
} from '../../__testUtils__/serviceFleet';
import { snapshotOf } from '../../decode/snapshotOf';
import { Memo } from '../../model/memo';
import { Manifest, PlannedObject } from '../plan';
import { controlPlane, remoteControlPlane } from '../__testUtils__/meshObjects';
import { planEffect } from './planEffect';

const FLEET: ServiceFleet = {
  clusters: {
    c1: {
      pods: [{ count: 2, locality: 'eu/a' }],
      network: 'n1',
      locality: 'eu/a',
    },
    c2: {
      pods: [{ count: 2, locality: 'us/a' }],
      network: 'n1',
      locality: 'us/a',
    },
  },
};

const HOST = 'cart.shop.svc.cluster.local';

const FAILOVER: Manifest = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: 'meshwise-cart', namespace: 'shop' },
  spec: {
    host: HOST,
    exportTo: ['*'],
    trafficPolicy: {
      loadBalancer: {
        localityLbSetting: {
          enabled: true,
          failover: [{ from: 'eu', to: 'us' }],
        },
      },
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: '10s',
        baseEjectionTime: '30s',
        maxEjectionPercent: 100,
      },
    },
  },
};

const apply = (manifest: Manifest, cluster = 'c1'): PlannedObject => ({
  act: 'apply',
  cluster,
  fieldManager: 'backstage-mesh-failover',
  manifest,
});

const deny: Manifest = {
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'deny-all', namespace: 'shop' },
  spec: {},
};

describe('planEffect', () => {
  it('says where calls go now, in which order, and that failing hosts are ejected', () => {
    const effect = planEffect(serviceFleet(FLEET), {
      objects: [apply(FAILOVER)],
    });
    const rows = effect.callers.map(
      ({ caller, aspect, before, after, verdict }) =>
        `${caller.cluster} ${aspect}: ${before} => ${after} (${verdict})`,
    );
    // The pods of the service are callers of it, too, and fare like those of the namespace web.
    expect(
      new Set(effect.callers.map(({ caller }) => caller.namespace)),
    ).toEqual(new Set(['shop', 'web']));
    expect([...new Set(rows)]).toEqual([
      'c1 destinations: c1 50 %, c2 50 % => c1 100 % (changes)',
      'c1 order: eu/a and us/a, failing hosts are not noticed => eu/a → us/a, failing hosts are ejected (gains)',
      'c2 destinations: c1 50 %, c2 50 % => c2 100 % (changes)',
      'c2 order: eu/a and us/a, failing hosts are not noticed => us/a → eu/a, failing hosts are ejected (gains)',
    ]);
    expect(effect.losesFallback).toEqual([]);
    expect(effect.shadowed).toEqual([]);
    expect(effect.gaps).toEqual([]);
  });

  it('says who loses the fallback when the rule goes', () => {
    const rule = {
      ...FAILOVER,
      metadata: { ...FAILOVER.metadata, uid: 'u1' },
    };
    const snapshot = serviceFleet({ ...FLEET, config: [rule] });
    const { namespace = '', name } = FAILOVER.metadata;
    const effect = planEffect(snapshot, {
      objects: [
        {
          act: 'delete',
          cluster: 'c1',
          fieldManager: 'backstage-mesh-failover',
          object: {
            apiVersion: FAILOVER.apiVersion,
            kind: FAILOVER.kind,
            namespace,
            name,
          },
          uid: 'u1',
        },
      ],
    });
    expect(
      effect.losesFallback.map(
        ({ caller }) => `${caller.cluster} ${caller.namespace}`,
      ),
    ).toEqual(['c1 shop', 'c1 web', 'c2 shop', 'c2 web']);
    expect(effect.callers.map(({ verdict }) => verdict)).toContain('loses');
  });

  it('shows a rule that a closer one hides', () => {
    const config = [destinationRule(outlierDetection(100))];
    const effect = planEffect(serviceFleet({ ...FLEET, config }), {
      objects: [
        apply({
          ...FAILOVER,
          metadata: { name: 'zz', namespace: 'istio-system' },
        }),
      ],
    });
    expect(
      effect.shadowed.map(
        ({ object, caller, reason }) =>
          `${object.namespace}/${object.name} for ${caller?.cluster} ${caller?.namespace}: ${reason}`,
      ),
    ).toEqual([
      'istio-system/zz for c1 shop: a rule that is closer to them comes first',
      'istio-system/zz for c1 web: a rule that is closer to them comes first',
      'istio-system/zz for c2 shop: a rule that is closer to them comes first',
      'istio-system/zz for c2 web: a rule that is closer to them comes first',
    ]);
  });

  it('shows an object in a cluster from which nobody reads', () => {
    const clusters = new Map([
      ['west', controlPlane({ clusterId: 'west', exposedAt: '203.0.113.9' })],
      ['remote', remoteControlPlane('203.0.113.9')],
    ]);
    const effect = planEffect(snapshotOf({ clusters, at: 0 }), {
      objects: [apply(FAILOVER, 'remote')],
    });
    expect(effect.shadowed).toEqual([
      {
        object: {
          cluster: 'remote',
          kind: 'DestinationRule',
          namespace: 'shop',
          name: 'meshwise-cart',
        },
        reason: 'control planes read configuration from west',
      },
    ]);
  });

  it('says who is not let in any more', () => {
    const effect = planEffect(serviceFleet(FLEET), { objects: [apply(deny)] });
    expect(
      effect.callers.map(
        ({ caller, aspect, before, after, verdict }) =>
          `${caller.cluster} ${aspect}: ${before} => ${after} (${verdict})`,
      ),
    ).toContain('c1 permission: allowed => denied (loses)');
    expect(effect.callers[0].service).toEqual({
      namespace: 'shop',
      name: 'cart',
    });
  });

  it('says nothing of clusters that the requester may not see, but that there is something', () => {
    const effect = planEffect(
      serviceFleet(FLEET),
      { objects: [apply(FAILOVER)] },
      { sees: cluster => cluster === 'c1' },
    );
    expect(JSON.stringify(effect.callers)).not.toContain('"cluster":"c2"');
    expect(effect.hidden).toBeGreaterThan(0);
  });

  it('has no effect where nothing changes', () => {
    const snapshot = serviceFleet({
      ...FLEET,
      config: [FAILOVER],
    });
    const { callers, findings, shadowed } = planEffect(snapshot, {
      objects: [apply(FAILOVER)],
    });
    expect(callers).toEqual([]);
    expect(shadowed).toEqual([]);
    expect(findings).toEqual({ appear: [], disappear: [] });
  });

  it('leaves what the memo knows of today as it is', () => {
    const memo = Memo.create();
    const snapshot = serviceFleet(FLEET);
    const first = planEffect(
      snapshot,
      { objects: [apply(FAILOVER)] },
      { memo },
    );
    const again = planEffect(
      snapshot,
      { objects: [apply(FAILOVER)] },
      { memo },
    );
    expect(again).toEqual(first);
  });
});
