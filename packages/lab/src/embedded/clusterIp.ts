import { randomInt } from 'node:crypto';
import { ApiObject, JsonMap, mapOf } from './apiObject';
import type { ClusterState } from './ClusterState';
import { invalid } from './statusError';

const SERVICE = { group: '', plural: 'services', kind: 'Service' };

/**
 * Gives a Service its ClusterIP, as the real server does at creation. Node ports are not allocated: nothing routes to them.
 */
export function allocateClusterIp(
  state: ClusterState,
  service: JsonMap,
  before: ApiObject | undefined,
): JsonMap {
  const spec = mapOf(service.spec);
  const old = mapOf(before?.spec);
  if (spec.type === 'ExternalName') {
    return service;
  }
  const wanted = spec.clusterIP || old.clusterIP;
  if (old.clusterIP && old.clusterIP !== wanted) {
    refuse(service, wanted, 'may not change once set');
  }
  if (
    wanted &&
    wanted !== 'None' &&
    !old.clusterIP &&
    taken(state).has(String(wanted))
  ) {
    refuse(
      service,
      wanted,
      `failed to allocate IP ${wanted}: provided IP is already allocated`,
    );
  }
  const clusterIP = String(wanted || freeAddress(state));
  // Who fills the endpoints of a headless Service without a selector decides on the families.
  const families =
    wanted === 'None' && spec.selector === undefined
      ? ['IPv4', 'IPv6']
      : ['IPv4'];
  return {
    ...service,
    spec: {
      ...spec,
      clusterIP,
      clusterIPs: [clusterIP],
      ipFamilies: spec.ipFamilies ?? families,
      ipFamilyPolicy:
        spec.ipFamilyPolicy ??
        (families.length > 1 ? 'RequireDualStack' : 'SingleStack'),
    },
  };
}

function taken(state: ClusterState): Set<string> {
  return new Set(
    state.store
      .list('services')
      .map(([, { spec }]) => String(mapOf(spec).clusterIP ?? '')),
  );
}

function freeAddress(state: ClusterState): string {
  const [network, length] = state.spec.serviceCidr.split('/');
  const size = 2 ** (32 - Number(length));
  const base = network
    .split('.')
    .reduce((sum, part) => sum * 256 + Number(part), 0);
  const used = taken(state);
  // The first and last address of the range are never given away.
  const start = randomInt(1, size - 1);
  for (let step = 0; step < size - 2; step += 1) {
    const offset = 1 + ((start - 1 + step) % (size - 2));
    const address = dotted(base + offset);
    if (!used.has(address)) {
      return address;
    }
  }
  throw new Error(`All addresses of ${state.spec.serviceCidr} are taken`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0]
    .map(shift => Math.floor(address / 2 ** shift) % 256)
    .join('.');
}

function refuse(service: JsonMap, value: unknown, why: string): never {
  throw invalid(SERVICE, String(mapOf(service.metadata).name), [
    {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        value === undefined ? '' : value,
      )}: ${why}`,
      field: 'spec.clusterIP',
    },
  ]);
}
