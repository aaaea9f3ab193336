import {
  CallerEffect,
  EffectCaller,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';

/** Callers for whom a plan changes the same. */
export interface SharedEffect {
  readonly effect: Omit<CallerEffect, 'caller'>;
  readonly callers: readonly EffectCaller[];
}

/** Puts effects together that differ only in their caller, in the order of the plan. */
export function groupCallers(
  effects: readonly CallerEffect[],
): readonly SharedEffect[] {
  const groups = new Map<string, SharedEffect>();
  for (const effect of effects) {
    const { caller, service, aspect, before, after, verdict } = effect;
    const key = JSON.stringify([
      serviceKey(service),
      aspect,
      before,
      after,
      verdict,
    ]);
    const callers = groups.get(key)?.callers ?? [];
    groups.set(key, { effect, callers: [...callers, caller] });
  }
  return [...groups.values()];
}
