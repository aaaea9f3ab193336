import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { snapshotOf } from '../src/decode/snapshotOf';
import { Snapshot } from '../src/model/snapshot';
import { ProxyRef } from '../src/rules/proxyConfig';
import { ChangeStep, changeStep } from './changeStep';
import { readObjects } from './readObjects';

const scenario = z.object({
  proxies: z.array(
    z.object({
      name: z.string(),
      cluster: z.string(),
      namespace: z.string(),
      pod: z.string(),
    }),
  ),
  change: z.array(changeStep).default([]),
});

/** A proxy of a folder, under the name by which its answers are found. */
export interface NamedProxy {
  readonly name: string;
  readonly proxy: ProxyRef;
}

/** A folder of YAML: a small fleet, the proxies to ask for, and perhaps a change. */
export interface MeshFolder {
  readonly dir: string;
  readonly snapshot: Snapshot;
  readonly objects: ReadonlyMap<string, readonly unknown[]>;
  readonly proxies: readonly NamedProxy[];
  readonly change: readonly ChangeStep[];
}

/** Reads a folder. `istio`: let every control plane run this version instead of its own. */
export function readMeshFolder(
  dir: string,
  options: { readonly istio: string | undefined },
): MeshFolder {
  const { proxies, change } = scenario.parse(
    parse(readFileSync(join(dir, 'scenario.yaml'), 'utf8')),
  );
  const objects = readObjects(dir);
  const snapshot = snapshotOf({ clusters: objects, at: Date.now() });
  return {
    dir,
    objects,
    snapshot:
      options.istio === undefined
        ? snapshot
        : snapshot.with({
            code: 'version',
            cluster: undefined,
            version: fullVersion(options.istio),
          }),
    proxies: proxies.map(({ name, ...proxy }) => ({ name, proxy })),
    change,
  };
}

function fullVersion(version: string): string {
  return version.split('.').length === 2 ? `${version}.0` : version;
}
