import { Rule } from '../model/rule';
import { ControlPlaneKey, controlPlaneName } from './controlPlaneView';
import { localityParts } from './localityGroup';
import { serviceEndpoints } from './serviceEndpoints';

/** Stands for every zone or subzone in which nobody is. No label can have this value. */
const ELSEWHERE = '~';

/** Where the endpoints of a service are. */
export class ServiceLocalities {
  private readonly zones = new Set<string>();
  private readonly subzones = new Set<string>();
  private readonly isOdd: boolean;

  constructor(localities: readonly string[]) {
    for (const locality of localities) {
      const [region, zone, subzone] = localityParts(locality);
      this.zones.add(`${region}/${zone}`);
      this.subzones.add(`${region}/${zone}/${subzone}`);
    }
    // Objects that are written by hand may say anything.
    this.isOdd = localities.some(locality => locality.includes(ELSEWHERE));
  }

  /** The locality of a client, in which zones and subzones without endpoints are one: all of them are as far from every endpoint. Reference 5.3. */
  asFarAsItMatters(locality: string): string {
    const [region, zone, subzone] = localityParts(locality);
    if (this.isOdd || this.subzones.has(`${region}/${zone}/${subzone}`))
      return locality;
    return this.zones.has(`${region}/${zone}`)
      ? `${region}/${zone}/${ELSEWHERE}`
      : `${region}/${ELSEWHERE}`;
  }
}

/** Where the endpoints of a service are, as an istiod knows them. Reference 3.5. */
export const localitiesOfService: Rule<
  {
    readonly controlPlane: ControlPlaneKey;
    readonly host: string;
    readonly namespace: string;
  },
  ServiceLocalities
> = {
  source: '3.5',
  nameOf: ({ controlPlane, host, namespace }) =>
    `${controlPlaneName(controlPlane)} ${namespace}/${host}`,
  ask: (mesh, question) =>
    new ServiceLocalities(
      mesh.ask(serviceEndpoints, question).map(({ locality }) => locality),
    ),
};
