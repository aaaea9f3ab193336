import { Json, RecordedProxy } from './recordedProxy';

/** A recorded proxy without what 1.31 alone sets in every cluster: zone awareness, and a panic threshold where nothing is ejected. */
export function withoutNewFields(proxy: RecordedProxy): RecordedProxy {
  return { ...proxy, clusters: mapValues(proxy.clusters, older) };
}

function older(cluster: Json): Json {
  if (!isMap(cluster)) return cluster;
  const { zoneAware, panicThreshold, ...rest } = cluster;
  return rest.outlierDetection ? { ...rest, panicThreshold } : rest;
}

function mapValues(
  value: Json | undefined,
  change: (item: Json) => Json,
): Json | undefined {
  if (value === undefined || !isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      item === undefined ? undefined : change(item),
    ]),
  );
}

function isMap(
  value: Json,
): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
