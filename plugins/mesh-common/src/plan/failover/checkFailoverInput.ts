import { namespaceNameProblem } from '../namespaceName';
import { LocalityFailoverInput, Refusal } from '../plan';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';

const REGION = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Bounds of what can be asked of outlier detection. */
const BOUNDS = {
  consecutive5xxErrors: [1, 1000],
  intervalSeconds: [1, 3600],
  baseEjectionSeconds: [1, 3600],
  maxEjectionPercent: [1, 100],
} as const;

/** Everything that is wrong with the input alone. */
export function checkFailoverInput(
  { failover, outlierDetection = {}, exportTo = [] }: LocalityFailoverInput,
  context: PlanContext,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (subject: string, message: string, cure: string) =>
    refusals.push(
      refusal(context, 'invalid-input', { subject, message, cure }),
    );

  if (failover.length === 0) {
    refuse('failover', 'No region is named', 'Say from which region to which.');
  }
  const from = new Set<string>();
  for (const { from: region, to } of failover) {
    const named = [region, to].find(name => !REGION.test(name));
    if (named !== undefined) {
      refuse(
        'failover',
        'Regions are plain names, without zones and wildcards',
        'Write a region as the nodes are labelled, such as "eu-west".',
      );
    }
    if (region === to) {
      refuse(
        'failover',
        'A region cannot be its own fallback',
        'Choose another region to go to.',
      );
    }
    if (from.has(region)) {
      refuse(
        'failover',
        'A region is named twice as the one that fails; only the first entry would count',
        'Name each region once.',
      );
    }
    from.add(region);
  }
  const asked = new Map(Object.entries(outlierDetection));
  for (const [field, [least, most]] of Object.entries(BOUNDS)) {
    const value = asked.get(field);
    if (value === undefined) continue;
    if (!Number.isInteger(value) || value < least || value > most) {
      refuse(
        `outlierDetection.${field}`,
        'The number cannot be used',
        `Write a whole number from ${least} to ${most}.`,
      );
    }
  }
  for (const namespace of exportTo) {
    if (namespaceNameProblem(namespace) === undefined) continue;
    refuse(
      'exportTo',
      'A rule is exported to namespaces by their exact names, never to all of them',
      'Write the names of the namespaces whose workloads call the service.',
    );
  }
  return refusals;
}
