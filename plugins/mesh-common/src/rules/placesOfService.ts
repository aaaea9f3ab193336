import { Rule } from '../model/rule';
import { ControlPlaneKey, controlPlaneName } from './controlPlaneView';
import { localityParts } from './localityGroup';
import { MeshEndpoint, serviceEndpoints } from './serviceEndpoints';

/** Stands for every network, zone or subzone in which nobody is. No label can have this value. */
const ELSEWHERE = '~';

/** Where the endpoints of a service are. */
export class ServicePlaces {
  private readonly zones = new Set<string>();
  private readonly subzones = new Set<string>();
  private readonly networks = new Set<string>();
  private readonly isOdd: boolean;

  constructor(
    endpoints: readonly Pick<MeshEndpoint, 'locality' | 'network'>[],
  ) {
    for (const { locality, network } of endpoints) {
      const [region, zone, subzone] = localityParts(locality);
      this.zones.add(`${region}/${zone}`);
      this.subzones.add(`${region}/${zone}/${subzone}`);
      this.networks.add(network);
    }
    // Objects that are written by hand may say anything.
    this.isOdd = endpoints.some(
      ({ locality, network }) =>
        locality.includes(ELSEWHERE) || network === ELSEWHERE,
    );
  }

  /** The locality of a client, in which zones and subzones without endpoints are one: all of them are as far from every endpoint. Reference 5.3. */
  localityAsFarAsItMatters(locality: string): string {
    const [region, zone, subzone] = localityParts(locality);
    if (this.isOdd || this.subzones.has(`${region}/${zone}/${subzone}`))
      return locality;
    return this.zones.has(`${region}/${zone}`)
      ? `${region}/${zone}/${ELSEWHERE}`
      : `${region}/${ELSEWHERE}`;
  }

  /** The network of a client, in which networks without endpoints are one: every endpoint is in another one. Reference 4.2. */
  networkAsFarAsItMatters(network: string): string {
    return network === '' || this.isOdd || this.networks.has(network)
      ? network
      : ELSEWHERE;
  }
}

/** Where the endpoints of a service are, as an istiod knows them. Reference 3.5. */
export const placesOfService: Rule<
  {
    readonly controlPlane: ControlPlaneKey;
    readonly host: string;
    readonly namespace: string;
  },
  ServicePlaces
> = {
  source: '3.5',
  nameOf: ({ controlPlane, host, namespace }) =>
    `${controlPlaneName(controlPlane)} ${namespace}/${host}`,
  ask: (mesh, question) =>
    new ServicePlaces(mesh.ask(serviceEndpoints, question)),
};
