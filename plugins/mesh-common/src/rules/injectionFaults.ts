import { Rule } from '../model/rule';
import { WouldOwn } from './governedBy';
import { namespaceControl } from './namespaceControl';
import { NamespaceRef, namespaces } from './namespaces';

/** Namespaces whose ordinary pods get no clear answer from the webhooks. Reference 2.1, 2.2. */
export const injectionFaults: Rule<
  void,
  readonly (NamespaceRef & { readonly code: WouldOwn['code'] })[]
> = {
  source: '2.1',
  nameOf: () => 'fleet',
  ask: mesh =>
    mesh.ask(namespaces, undefined).flatMap(at => {
      const { code } = mesh.ask(namespaceControl, at).owner;
      return code === 'dangling-revision' || code === 'conflict'
        ? [{ ...at, code }]
        : [];
    }),
};
