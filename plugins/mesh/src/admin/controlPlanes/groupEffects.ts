import {
  UpgradeCallers,
  UpgradeEffect,
} from '@meshwise/backstage-plugin-mesh-common';

/** Callers for whom the very same changes. */
export interface EffectGroup {
  readonly effect: Omit<UpgradeEffect, 'callers'>;
  readonly callers: readonly UpgradeCallers[];
}

/** Puts callers together for whom the very same changes, in the order of the first. */
export function groupEffects(
  effects: readonly UpgradeEffect[],
): readonly EffectGroup[] {
  const groups = new Map<
    string,
    { effect: EffectGroup['effect']; callers: UpgradeCallers[] }
  >();
  for (const { callers, ...effect } of effects) {
    const { host, aspect, now, then, causes } = effect;
    const key = JSON.stringify([
      host,
      aspect,
      now,
      then,
      causes.map(({ code }) => code),
    ]);
    const known = groups.get(key);
    if (known) known.callers.push(callers);
    else groups.set(key, { effect, callers: [callers] });
  }
  return [...groups.values()];
}
