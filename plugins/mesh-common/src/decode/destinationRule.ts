import { DestinationRuleRecord } from '../model/records/destinationRule';
import { decoder } from './decoder';
import { decodeLabels } from './metadata';
import { decodeTrafficPolicy } from './trafficPolicy';

/** Decoder of DestinationRules. @public */
export const decodeDestinationRule = decoder<DestinationRuleRecord>(
  (object, metadata) => {
    const spec = object.get('spec');
    const selector = spec.get('workloadSelector');
    return {
      ...metadata,
      host: spec.get('host').textOr(''),
      trafficPolicy: decodeTrafficPolicy(spec.get('trafficPolicy')),
      subsets: spec
        .get('subsets')
        .items()
        .map(subset => ({
          name: subset.get('name').textOr(''),
          labels: decodeLabels(subset.get('labels')),
          trafficPolicy: decodeTrafficPolicy(subset.get('trafficPolicy')),
        })),
      exportTo: spec.get('exportTo').texts(),
      workloadSelector: selector.present
        ? decodeLabels(selector.get('matchLabels'))
        : undefined,
    };
  },
);
