import { Mesh } from './mesh';

/** A question the mesh can be asked. Pure and total: any input, no exception, no I/O, no clock. @public */
export interface Rule<Q, A> {
  /** Section of the reference this implements, e.g. `5.1`. Shown with every piece of evidence. */
  readonly source: string;
  ask(mesh: Mesh, question: Q): A;
  /** Name of a question among those of this rule. A rule with names is asked once per state of the world; one without is always asked anew. */
  nameOf?(question: Q): string;
}
