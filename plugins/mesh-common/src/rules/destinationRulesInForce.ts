import { Mesh } from '../model/mesh';
import { DestinationRuleRecord } from '../model/records/destinationRule';
import { ClusterName } from '../model/refs';
import { InForce, NotInForce } from './configInForce';
import { MergedDestinationRule } from './destinationRuleIndex';
import { destinationRules } from './destinationRules';
import { fullHost, hostSubsetOf } from './hosts';
import { MeshService } from './meshServices';
import { notRead } from './notRead';
import { ServedProxy } from './proxyOf';

/** The DestinationRules that a client uses for a service, and those that cover its host and do not count. Reference 6.1, 6.2. */
export function destinationRulesInForce(
  mesh: Mesh,
  proxy: ServedProxy,
  service: MeshService,
): InForce {
  const { view } = proxy;
  const index = mesh.ask(destinationRules, view.key);
  const used = index.ruleFor(proxy, service);
  const visible = index.visible(proxy.namespace, service);
  const refOf = (
    cluster: ClusterName,
    { namespace, name }: DestinationRuleRecord,
  ) => ({
    cluster,
    kind: 'DestinationRule',
    namespace,
    name,
  });
  const others = view.registries.flatMap(({ cluster }) =>
    mesh
      .list(cluster, 'DestinationRule')
      .filter(({ host, namespace }) =>
        hostSubsetOf(service.host, fullHost(host, namespace, view.domain)),
      )
      .filter(
        rule => !(cluster === view.configCluster && used?.from.includes(rule)),
      )
      .map(rule => ({
        object: refOf(cluster, rule),
        reason:
          notRead(mesh, view, cluster, rule) ??
          lostBecause(rule, {
            proxy,
            used,
            visible,
            defaults: view.settings.defaultDestinationRuleExportTo,
          }),
      })),
  );
  const objects = used?.from.map(rule => refOf(view.configCluster, rule)) ?? [];
  objects.forEach(object => mesh.because(object, 'spec.host', service.host));
  return { objects, others };
}

function lostBecause(
  rule: DestinationRuleRecord,
  {
    proxy,
    visible,
    defaults,
  }: {
    readonly proxy: ServedProxy;
    readonly used: MergedDestinationRule | undefined;
    readonly visible: readonly MergedDestinationRule[];
    readonly defaults: readonly string[];
  },
): NotInForce {
  const { namespace } = proxy;
  if (rule.workloadSelector) {
    const fits = [...rule.workloadSelector].every(
      ([key, value]) => proxy.labels.get(key) === value,
    );
    if (rule.namespace !== namespace || !fits) return 'not-for-this-client';
  }
  const exportTo = rule.exportTo.length > 0 ? rule.exportTo : defaults;
  const own = rule.namespace === namespace;
  if (!own && !exportTo.some(target => target === '*' || target === namespace))
    return 'not-exported';
  return visible.some(({ from }) => from.includes(rule))
    ? 'lost-to-another'
    : 'shadowed';
}
