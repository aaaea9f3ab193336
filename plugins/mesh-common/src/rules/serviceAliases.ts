import { Rule } from '../model/rule';
import { ControlPlaneKey, controlPlaneName } from './controlPlaneView';
import { meshServices } from './meshServices';

/** Hosts that are other names of a host, by that host: Services of type ExternalName, through any number of steps. Reference 3.6. */
export const serviceAliases: Rule<
  ControlPlaneKey,
  ReadonlyMap<string, readonly string[]>
> = {
  source: '3.6',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const { services } = mesh.ask(meshServices, key);
    const targets = new Map(
      services.flatMap(({ host, aliasOf }) =>
        aliasOf === undefined ? [] : [[host, aliasOf] as const],
      ),
    );
    const aliases = new Map<string, string[]>();
    for (const alias of [...targets.keys()].sort()) {
      const host = resolved(alias, targets);
      if (host === undefined) continue;
      const known = aliases.get(host);
      if (known) known.push(alias);
      else aliases.set(host, [alias]);
    }
    return aliases;
  },
};

/** End of a chain of names; `undefined` if it leads back to itself. */
function resolved(
  alias: string,
  targets: ReadonlyMap<string, string>,
): string | undefined {
  const seen = new Set<string>();
  let host: string | undefined = alias;
  while (host !== undefined && targets.has(host)) {
    if (seen.has(host)) return undefined;
    seen.add(host);
    host = targets.get(host);
  }
  return host;
}
