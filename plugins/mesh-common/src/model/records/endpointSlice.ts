import { ObjectRecord } from '../record';

/** One endpoint of a slice. `undefined` conditions are those the object leaves out; they have meanings of their own (reference 3.3). @public */
export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly ready: boolean | undefined;
  readonly serving: boolean | undefined;
  readonly terminating: boolean | undefined;
  /** Name of the pod it refers to. */
  readonly pod: string | undefined;
  /** It refers to something that is not a pod. */
  readonly foreignTarget: boolean;
  readonly nodeName: string | undefined;
}

/** An EndpointSlice (reference 3.2). @public */
export interface EndpointSliceRecord extends ObjectRecord {
  /** Service it belongs to, in its own namespace; `''` if the label is missing. */
  readonly service: string;
  readonly addressType: string;
  /** Ports without a number mean every port and are left out. */
  readonly ports: readonly {
    readonly name: string;
    readonly number: number;
    readonly appProtocol: string | undefined;
  }[];
  readonly endpoints: readonly SliceEndpoint[];
}
