import { parse, stringify } from 'yaml';
import { decode } from '../../decode/decoders';
import { kindOfObject } from '../../decode/kindOfObject';
import { namespaceNameProblem } from '../namespaceName';
import { Manifest } from '../plan';

/** Kinds of which no rule reads more than the metadata, or nothing. */
const FIELDS = [
  'apiVersion',
  'kind',
  'metadata',
  'spec',
  'roleRef',
  'subjects',
  'data',
];

/**
 * What must hold of every object that a planner makes, whatever it was asked: known fields only, exact names, readable
 * for our own decoders, and the same after it was written as YAML 1.1 and read again (T52, T54).
 */
export function lintManifest(
  manifest: Manifest,
  namespaces: readonly string[],
): void {
  expect(FIELDS).toEqual(expect.arrayContaining(Object.keys(manifest)));
  const { name, namespace } = manifest.metadata;
  expect(name).toMatch(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
  expect(name.length).toBeLessThanOrEqual(253);
  if (namespace !== undefined) {
    expect(namespaceNameProblem(namespace)).toBeUndefined();
    expect(namespaces).toContain(namespace);
  }
  expect(manifest.kind).not.toBe('Secret');
  const text = stringify(manifest, { compat: 'yaml-1.1', lineWidth: 0 });
  expect(parse(text, { version: '1.1' })).toEqual(
    JSON.parse(JSON.stringify(manifest)),
  );
  const kind = kindOfObject(manifest);
  if (kind) expect(decode(kind, manifest).code).toBe('decoded');
  expect(text).not.toMatch(/PRIVATE KEY/);
}
