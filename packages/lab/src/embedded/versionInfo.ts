import type { JsonMap } from './apiObject';

/** The Kubernetes release whose behaviour this engine follows. */
const RELEASE = { major: '1', minor: '36', patch: '3' };

/** `/version`. An older minor version is announced as the real server announces an emulated one. */
export function versionInfo(kubernetesVersion: string | undefined): JsonMap {
  const { major, minor, patch } = RELEASE;
  const emulated = kubernetesVersion?.split('.')[1];
  return {
    major,
    minor,
    ...(emulated && { emulationMajor: major, emulationMinor: emulated }),
    gitVersion: `v${major}.${minor}.${patch}`,
    platform: 'embedded',
  };
}
