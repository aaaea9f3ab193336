import { parse, stringify } from 'yaml';
import { decode } from '../src/decode/decoders';
import { kindOfObject } from '../src/decode/kindOfObject';
import { ClusterName } from '../src/model/refs';
import { merged } from './merged';

/** The ConfigMaps with mesh config of a folder while its change is applied. */
export class MeshTexts {
  static create(
    objects: ReadonlyMap<ClusterName, readonly unknown[]>,
  ): MeshTexts {
    return new MeshTexts(
      new Map(
        [...objects].map(([cluster, list]) => [
          cluster,
          list.find(isUnnamedRevision),
        ]),
      ),
    );
  }

  private constructor(private readonly objects: Map<ClusterName, unknown>) {}

  /** Remembers what a step wrote. */
  apply(cluster: ClusterName, object: unknown): void {
    if (isUnnamedRevision(object)) this.objects.set(cluster, object);
  }

  /** The ConfigMap with a change merged into its mesh config. */
  remesh(cluster: ClusterName, mesh: unknown): unknown {
    const object = this.objects.get(cluster);
    if (object === undefined)
      throw new Error(`There is no ConfigMap istio in ${cluster} to change.`);
    const { data } = object as { data?: { mesh?: string } };
    const text = stringify(merged(parse(data?.mesh ?? ''), mesh));
    const after = merged(object, { data: { mesh: text } });
    this.objects.set(cluster, after);
    return after;
  }
}

function isUnnamedRevision(object: unknown): boolean {
  if (kindOfObject(object) !== 'MeshConfig') return false;
  const decoded = decode('MeshConfig', object);
  return decoded.code === 'decoded' && decoded.record.name === 'istio';
}
