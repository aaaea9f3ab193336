import type { ApiObject } from './apiObject';

/** An object and whether the request made it. */
export interface WriteResult {
  readonly object: ApiObject;
  readonly created: boolean;
}
