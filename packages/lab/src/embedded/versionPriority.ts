const VERSION = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const STAGES = [undefined, 'beta', 'alpha'];

/** Kubernetes' order of API versions: stable before beta before alpha, and higher numbers first. */
export function byVersionPriority(a: string, b: string): number {
  const [left, right] = [VERSION.exec(a), VERSION.exec(b)];
  if (!left || !right) {
    return Number(!left) - Number(!right) || (a < b ? -1 : 1);
  }
  return (
    STAGES.indexOf(left[2]) - STAGES.indexOf(right[2]) ||
    Number(right[1]) - Number(left[1]) ||
    Number(right[3] ?? 0) - Number(left[3] ?? 0)
  );
}
