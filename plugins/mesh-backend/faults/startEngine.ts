import { AuditTrail } from './AuditTrail';
import { FaultEngine, FaultEngineOptions, FaultOperation } from './FaultEngine';
import type { FaultLab, Trial } from './FaultLab';

/** Starts an engine on the database and audit log of a trial. Its operation is one of tenancy that nobody must approve, unless said otherwise. */
export function startEngine(
  lab: FaultLab,
  { namespace, database, auditFile }: Trial,
  options: Partial<Omit<FaultEngineOptions, 'operation'>> & {
    readonly operation?: Partial<Omit<FaultOperation, 'namespace'>>;
  } = {},
): Promise<FaultEngine> {
  const { operation, ...more } = options;
  return FaultEngine.create({
    database,
    clusters: lab.clusters,
    auditor: AuditTrail.create(auditFile),
    ...more,
    operation: {
      namespace,
      class: 'tenancy',
      approval: false,
      ...operation,
    },
  });
}
