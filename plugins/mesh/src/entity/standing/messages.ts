/** Texts of how a service stands, in a line for each question. */
export const standingMessages = {
  'standing.list': 'How the service stands',
  'standing.failed': 'How the service stands could not be loaded.',
  'standing.age': '{{age}} ago',
  'standing.more': '{{names}} and {{value}} more',
  'standing.reach.term': 'Reachable',
  'standing.reach.noClient': 'No client in the mesh may call it.',
  'standing.reach.all_one': 'From the client cluster {{clusters}}',
  'standing.reach.all_other': 'From all {{value}} client clusters',
  'standing.reach.allUnknown_one': 'Unknown from {{clusters}}',
  'standing.reach.allUnknown_other':
    'Unknown from all {{value}} client clusters',
  'standing.reach.some': 'From {{reached}} of {{total}} client clusters',
  'standing.reach.atLeast':
    'From at least {{reached}} of {{total}} client clusters',
  'standing.reach.unreached': 'not from {{clusters}}',
  'standing.reach.unknown': 'unknown from {{clusters}}',
  'standing.failover.term': 'Failover',
  'standing.failover.alone': 'Nothing to fail over to: it runs in one cluster.',
  'standing.failover.noCaller': 'No caller with a sidecar.',
  'standing.failover.armed_one': 'Active for the callers in {{clusters}}',
  'standing.failover.armed_other':
    'Active for the callers in all {{value}} client clusters',
  'standing.failover.notArmed': 'Inactive for callers in {{clusters}}',
  'standing.failover.weak': 'Weak for callers in {{clusters}}',
  'standing.failover.unknown': 'Unknown for callers in {{clusters}}',
  'standing.failover.way': '{{active}} → {{standby}}',
  'standing.trust.term': 'Trust',
  'standing.trust.none': 'No root of its workloads is known.',
  'standing.trust.unknown': 'roots unknown in {{clusters}}',
  'standing.trust.end_one': '1 root, ends {{date}} ({{left}})',
  'standing.trust.end_other':
    '{{value}} roots, the first ends {{date}} ({{left}})',
  'standing.trust.ended_one': '1 root, ended {{date}} ({{left}} ago)',
  'standing.trust.ended_other':
    '{{value}} roots, the first ended {{date}} ({{left}} ago)',
  'standing.trust.noEnd_one': '1 root, its end is not readable',
  'standing.trust.noEnd_other':
    '{{value}} roots, not all of their ends are readable',
} as const;
