import { ObjectRecord } from '../record';

/** A ServiceImport of the MCS API (reference 3.10). @public */
export interface ServiceImportRecord extends ObjectRecord {
  readonly type: string;
  readonly ips: readonly string[];
  readonly ports: readonly {
    readonly name: string;
    readonly number: number;
    readonly protocol: string;
  }[];
}
