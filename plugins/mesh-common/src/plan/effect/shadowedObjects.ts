import { ObjectRef, ServiceRef } from '../../model/refs';
import {
  ConfigInForce,
  configInForce,
  InForce,
  NotInForce,
} from '../../rules/configInForce';
import { configWithoutEffect } from '../../rules/configWithoutEffect';
import { trafficShare } from '../../rules/trafficShare';
import { ShadowedObject } from '../effect';
import { PlannedObject } from '../plan';
import { effectCaller, groupsOf } from './callerEffects';
import { Comparison } from './Comparison';
import { planObjectRef } from './planObjectRef';

const REASONS: { readonly [reason in NotInForce]: string } = {
  'other-config-cluster':
    'their control plane reads its configuration from another cluster',
  'other-revision': 'it is labelled for another revision',
  'namespace-not-selected': 'their control plane does not read its namespace',
  'not-exported': 'it is not exported to their namespace',
  'not-for-this-client': 'it selects other workloads',
  'not-imported': 'their Sidecar does not import it',
  shadowed: 'a rule that is closer to them comes first',
  'lost-to-another': 'an older rule for the same host comes first',
};

/**
 * Rules and routes without effect after the plan: those of the plan itself that some callers do not get, and those that
 * counted until now and do not any more.
 */
export function shadowedObjects(
  comparison: Comparison,
  services: readonly ServiceRef[],
  objects: readonly PlannedObject[],
): readonly ShadowedObject[] {
  const planned = new Set(objects.filter(isApplied).map(nameOfPlanned));
  const deleted = new Set(
    objects.filter(object => !isApplied(object)).map(nameOfPlanned),
  );
  const found = new Map<string, ShadowedObject>();
  const add = (item: ShadowedObject) =>
    found.set(JSON.stringify([item.object, item.caller]), item);

  for (const service of services) {
    for (const group of groupsOf(comparison, service)) {
      const { client } = group;
      const shares = comparison.ask(trafficShare, { client, service });
      const known = [shares.after, shares.before].find(
        share => share.code === 'shares',
      );
      if (known?.code !== 'shares') continue;
      const { before, after } = comparison.ask(configInForce, {
        client,
        host: known.host,
      });
      const counted = new Set(inForce(before).map(nameOfRef));
      for (const { object, reason } of others(after)) {
        const name = nameOfRef(object);
        // A rule for the callers of one control plane says nothing to those of another, and need not.
        const elsewhere = reason === 'other-config-cluster';
        if (deleted.has(name) || elsewhere) continue;
        if (!planned.has(name) && !counted.has(name)) continue;
        const caller = effectCaller(group);
        add({ object, caller, reason: REASONS[reason] });
      }
    }
  }
  const { after } = comparison.ask(configWithoutEffect, undefined);
  for (const { cluster, kind, namespace, name, readFrom } of after) {
    const object = { cluster, kind, namespace, name };
    if (!planned.has(nameOfRef(object))) continue;
    const where = readFrom.join(', ');
    add({ object, reason: `control planes read configuration from ${where}` });
  }
  return [...found.values()];
}

function isApplied({ act }: PlannedObject): boolean {
  return act === 'apply';
}

function parts(config: ConfigInForce): readonly InForce[] {
  return [config.destinationRules, config.routes];
}

function inForce(config: ConfigInForce): readonly ObjectRef[] {
  return parts(config).flatMap(({ objects }) => objects);
}

function others(config: ConfigInForce): InForce['others'] {
  return parts(config).flatMap(part => part.others);
}

function nameOfPlanned(object: PlannedObject): string {
  const { kind, namespace, name } = planObjectRef(object);
  return nameOfRef({ cluster: object.cluster, kind, namespace, name });
}

function nameOfRef({ cluster, kind, namespace, name }: ObjectRef): string {
  return [cluster, kind, namespace, name].join('\n');
}
