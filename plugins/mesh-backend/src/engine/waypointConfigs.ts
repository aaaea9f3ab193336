import {
  Answer,
  answer,
  answeringControlPlane,
  serviceAtWaypoint,
  WaypointConfig,
} from '@meshwise/backstage-plugin-mesh-common';
import { joinAnswers, withoutHidden } from './joinAnswers';
import { knownOthers } from './knownOthers';
import { ServiceQuestion, ServiceScope } from './serviceScope';

/** What the waypoints of a service apply, by cluster. */
export function waypointConfigs(
  { snapshot, memo, service }: ServiceQuestion,
  scope: ServiceScope,
): readonly Answer<WaypointConfig>[] {
  const { parts, known } = scope;
  return parts.flatMap(cluster => {
    const question = { cluster, service };
    const found = answer(snapshot, serviceAtWaypoint, question, memo);
    if (!found.value) return [];
    const {
      controlPlane,
      routes,
      destinationRules,
      ports: _,
      ...rest
    } = found.value;
    const by = answer(snapshot, answeringControlPlane, controlPlane, memo);
    if (!by.value) return [];
    const value: WaypointConfig = {
      ...rest,
      cluster,
      controlPlane: by.value,
      routes: knownOthers(routes, known),
      destinationRules: knownOthers(destinationRules, known),
    };
    return [withoutHidden({ ...joinAnswers([found, by]), value }, scope)];
  });
}
