import { Rule } from '../model/rule';
import { AlikeCalls, CallQuestion, Calls, callTarget } from './callTarget';
import { alikeDestination, destination, Destination } from './destination';
import { isFelt } from './destinationHealth';
import { destinationShare, missingShare } from './destinationShare';
import { routeShare } from './routeShare';
import { TrafficFailure, TrafficShare } from './trafficShare';

/** Calls with the Envoy clusters that take them. */
export interface PlacedCalls {
  readonly code: 'placed';
  readonly calls: Calls;
  /** By name; one that is missing the client does not have. */
  readonly destinations: ReadonlyMap<string, Destination>;
  /** Where they go while nothing is dead. */
  readonly share: TrafficShare;
}

/** The calls of a client to a service with the Envoy clusters that take them, or why there are none; one object for all clients whose calls go the same ways. Reference 5.9. */
export const placedCalls: Rule<
  CallQuestion,
  PlacedCalls | Extract<TrafficShare, { readonly code: 'none' }>
> = {
  source: '5.9',
  ask(mesh, question) {
    const target = mesh.ask(callTarget, question);
    if (target.code === 'none') return target;
    return target.alike
      ? mesh.ask(alikePlaced, target.alike)
      : placed(target, name => destination(mesh, question.client, name));
  },
};

/** The same for all clients whose calls go the same ways. */
const alikePlaced: Rule<AlikeCalls, PlacedCalls> = {
  source: '5.9',
  nameOf: ({ name }) => name,
  ask: (mesh, calls) =>
    placed(calls, name => {
      const alike = calls.destinations.get(name);
      return alike && alikeDestination(mesh, alike, name);
    }),
};

function placed(
  { host, port, routes }: Calls,
  find: (name: string) => Destination | undefined,
): PlacedCalls {
  const calls = { host, port, routes };
  const destinations = new Map<string, Destination>();
  for (const { clusters = [] } of routes)
    for (const { name } of clusters) {
      const found = destinations.get(name) ?? find(name);
      if (found) destinations.set(name, found);
    }
  const share = sharesOf(calls, destinations, undefined);
  return { code: 'placed', calls, destinations, share };
}

/** Where calls go in a fleet of which parts are dead. What is not felt by them leaves everything as it is. */
export function shareAfter(
  { calls, destinations, share }: PlacedCalls,
  failure: TrafficFailure,
): TrafficShare {
  return [...destinations.values()].some(found => isFelt(found, failure.dead))
    ? sharesOf(calls, destinations, failure)
    : share;
}

function sharesOf(
  { host, port, routes }: Calls,
  destinations: ReadonlyMap<string, Destination>,
  failure: TrafficFailure | undefined,
): TrafficShare {
  const shareAt = (name: string) => {
    const found = destinations.get(name);
    return found ? destinationShare(found, failure) : missingShare(name);
  };
  return {
    code: 'shares',
    host,
    port,
    routes: routes.map(route => routeShare(route, shareAt)),
  };
}
