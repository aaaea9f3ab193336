import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { fieldsOf } from '../src/operations/fields';
import { exampleObjects } from './exampleObjects';

/** Objects of the plan as somebody else might write them: in each, one field has another value. */
export function editsOf(namespace: string): readonly Manifest[] {
  const byKind = new Map(
    exampleObjects(namespace).map(object => [object.kind, object]),
  );
  const edit = (kind: string, changed: object): Manifest => {
    const object = byKind.get(kind);
    if (!object) throw new Error(`no ${kind}`);
    return { ...object, ...changed };
  };
  const limits = (limit: object) => ({
    spec: { limits: [{ type: 'Container', ...limit }] },
  });
  return [
    edit('Namespace', {
      metadata: { name: namespace, labels: { 'meshwise.io/tenant': 'other' } },
    }),
    edit('LimitRange', limits({ default: { memory: '1Gi' } })),
    edit('LimitRange', limits({ default: { cpu: '1' } })),
    edit('LimitRange', {
      spec: { limits: [{ type: 'Pod', max: { memory: '1Gi' } }] },
    }),
    edit('ResourceQuota', { spec: { hard: { pods: '31' } } }),
    edit('ResourceQuota', { spec: { hard: { services: '6' } } }),
    edit('Role', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    }),
    edit('Role', {
      rules: [
        { apiGroups: ['apps'], resources: ['limitranges'], verbs: ['get'] },
      ],
    }),
    edit('Role', {
      rules: [{ apiGroups: [''], resources: ['limitranges'], verbs: ['list'] }],
    }),
    edit('RoleBinding', { subjects: [] }),
    edit('NetworkPolicy', {
      spec: { podSelector: {}, policyTypes: ['Egress'] },
    }),
    edit('PeerAuthentication', { spec: { mtls: { mode: 'PERMISSIVE' } } }),
    edit('AuthorizationPolicy', { spec: { action: 'DENY' } }),
    edit('AuthorizationPolicy', {
      spec: { rules: [{ from: [{ source: { namespaces: ['other'] } }] }] },
    }),
    edit('Sidecar', { spec: { egress: [{ hosts: ['*/*'] }] } }),
  ];
}

/** What an object is known by, and the one field that API servers let nobody change. */
const FIXED = /^(apiVersion|kind|metadata\.name(space)?|roleRef\..*)$/;

/** Fields of the plan that none of the edits changes. */
export function uneditedFields(namespace: string): readonly string[] {
  const edits = editsOf(namespace);
  return exampleObjects(namespace).flatMap(object =>
    [...fieldsOf(object)]
      .filter(
        ([path, value]) =>
          !FIXED.test(path) &&
          edits
            .filter(({ kind }) => kind === object.kind)
            .every(edit => fieldsOf(edit).get(path) === value),
      )
      .map(([path]) => `${object.kind} ${path}`),
  );
}
