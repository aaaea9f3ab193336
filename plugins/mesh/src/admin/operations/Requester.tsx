import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Verbatim } from '../../components/Verbatim';

const ENTITY_REF = /^[a-z]+:[^/]+\/[^/]+$/i;

/** Who asked for an operation: a catalog entity, or another principal by its name. */
export function Requester({ name }: { readonly name: string }) {
  return ENTITY_REF.test(name) ? (
    <EntityRefLink entityRef={name} />
  ) : (
    <Verbatim>{name}</Verbatim>
  );
}
