import { Check, defineCheck } from '../check';
import { drift } from '../drift';
import { FindingDraft } from '../finding';
import { findingSubject } from '../findingSubject';
import { meshIds } from '../meshPrimaries';
import { ConfigName, ObjectDrift, objectDrift } from '../objectDrift';
import { ClusterName } from '../../model/refs';
import { recordKey } from '../../model/record';

/** What a check says of one difference; `undefined` if it is not its business. */
export type DriftVerdict = Omit<FindingDraft, 'subject'> & {
  readonly clusters: readonly ClusterName[];
};

/** A check of the configuration that the primaries of a mesh hold. Reference 6.5. */
export function driftCheck(definition: {
  readonly code: string;
  judge(found: ObjectDrift, object: ConfigName): DriftVerdict | undefined;
}): Check {
  return defineCheck<ConfigName>({
    code: definition.code,
    source: '6.5',
    subjects: mesh =>
      mesh.ask(meshIds, undefined).flatMap(id =>
        mesh
          .ask(drift, { mesh: id })
          .objects.map(({ kind, namespace, name }) => ({
            mesh: id,
            kind,
            key: { namespace, name },
          })),
      ),
    nameOf: ({ mesh, kind, key }) => [mesh, kind, recordKey(key)].join('\n'),
    find: (mesh, object) =>
      mesh.ask(objectDrift, object).flatMap((found): FindingDraft[] => {
        const verdict = definition.judge(found, object);
        if (!verdict) return [];
        const { clusters, ...said } = verdict;
        return [
          {
            ...said,
            subject: findingSubject(object.kind, object.key, clusters),
          },
        ];
      }),
  });
}

/** Whether a difference of a kind lets in at one side who is refused at the other. */
export function isPolicy({ kind }: ConfigName): boolean {
  return kind === 'AuthorizationPolicy' || kind === 'PeerAuthentication';
}

/** `DestinationRule shop/cart`. */
export function objectText({ kind, key }: ConfigName): string {
  return `${kind} ${recordKey(key)}`;
}
