import { Labels, NO_LABELS } from '../model/record';
import { Field } from './field';

/**
 * Literal values of the wanted variables of a container. Variables filled from a Secret, a ConfigMap or the pod itself have no literal and are left out;
 * everything else in an environment may be a secret and is never read.
 */
export function decodeEnv(
  container: Field,
  wanted: (name: string) => boolean,
): Labels {
  const env = new Map<string, string>();
  for (const variable of container.get('env').items()) {
    const name = variable.get('name').textOr('');
    const value = wanted(name) ? variable.get('value').text() : undefined;
    if (value !== undefined) env.set(name, value);
  }
  return env.size === 0 ? NO_LABELS : env;
}
