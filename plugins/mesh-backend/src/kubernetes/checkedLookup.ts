import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { specialAddress } from '@meshwise/backstage-plugin-mesh-node';
import { ApiFailure } from './ApiFailure';

/**
 * Looks host names of API servers up whenever a connection opens, and refuses names that lead to this machine, to its link
 * or to the metadata of a cloud (T31): whoever controls a name could turn the credential there after the name was checked.
 * Only a URL that holds a loopback address itself, or `localhost`, means this machine; addresses are not looked up.
 */
export const checkedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (error, address, family) => {
    const found = Array.isArray(address) ? address : [{ address, family }];
    for (const each of error ? [] : found) {
      const purpose = specialAddress(each.address);
      if (purpose === undefined) continue;
      if (purpose === 'loopback' && isThisMachine(hostname)) continue;
      const meant =
        purpose === 'loopback'
          ? ', or write the address itself into it if it is meant'
          : '';
      const message = `the host name of the API server leads to ${each.address} (${purpose}); correct the url of the cluster${meant}`;
      const refused = new ApiFailure('unreachable', message, { sent: false });
      callback(refused, address, family);
      return;
    }
    callback(error, address, family);
  });
};

function isThisMachine(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname);
}
