import { Labels, ObjectRecord } from '../record';

/** One server of an Istio Gateway. @public */
export interface GatewayServer {
  readonly port: {
    readonly number: number;
    readonly name: string;
    readonly protocol: string;
  };
  readonly hosts: readonly string[];
  readonly tlsMode: string | undefined;
  readonly httpsRedirect: boolean;
}

/** A Gateway of `networking.istio.io` (reference 4.5). @public */
export interface GatewayRecord extends ObjectRecord {
  readonly selector: Labels;
  readonly servers: readonly GatewayServer[];
}
