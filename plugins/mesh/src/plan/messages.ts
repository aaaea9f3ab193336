/** Texts about plans: what is written where, and what that needs. */
export const planMessages = {
  title: 'What will be done',
  again: 'Plan again',
  incomplete: 'Fill in the steps before this one to see the plan.',
  planning: 'Checking on the clusters what would change. Nothing is written.',
  nothingChanged: 'Nothing was changed.',
  expired:
    'This plan has expired, because the clusters may have changed since. Plan again.',
  refused_one:
    'This cannot be done, for {{count}} reason. Nothing was changed.',
  refused_other:
    'This cannot be done, for {{count}} reasons. Nothing was changed.',
  notes: 'What to know before you apply it',
  checks: 'Dry run by cluster',
  changes_one: '{{count}} change',
  changes_other: '{{count}} changes',
  nothing:
    'Everything is already as you ask. Applying this plan changes nothing.',
  identical: 'identical in {{value}} clusters: {{clusters}}',
  hash: 'Plan {{hash}}, valid for {{age}}',
  showYaml: 'Show YAML',
  hideYaml: 'Hide YAML',
  fields: 'Fields of {{object}}',
  noField: 'No field changes.',
  acknowledge_one: 'I have read the plan for {{count}} cluster: {{scope}}',
  acknowledge_other: 'I have read the plan for {{count}} clusters: {{scope}}',
  scope: {
    create_one: 'creates {{value}} object',
    create_other: 'creates {{value}} objects',
    update_one: 'changes {{value}} object',
    update_other: 'changes {{value}} objects',
    delete_one: 'deletes {{value}} object',
    delete_other: 'deletes {{value}} objects',
    unchanged_one: 'leaves {{value}} as it is',
    unchanged_other: 'leaves {{value}} as they are',
  },
  approval: {
    title: 'A second person must approve this.',
    who: 'Nothing is written until somebody else with the permission mesh.operation.approve has read and approved this plan. You cannot approve your own.',
  },
  endsAt:
    'This change is for a time: it must be taken back by {{time}}. You will be reminded.',
  undo: {
    exact: 'Undo restores what is there now.',
    'not-exactly': 'Undo does not restore exactly what is there now.',
    none: 'This cannot be undone.',
  },
  deleted: 'The object is deleted, if it is still the one shown here.',
  openAll: 'Open all',
  closeAll: 'Close all',
  keys: 'Keys: n next, p previous, e all',
  mustAcknowledge: 'Read the plan and tick the box below it.',
  notApplicable: {
    title: 'This plan cannot be applied.',
    cure: 'Remove what blocks it, or leave the blocked clusters out, and plan again.',
    proposable:
      'A repository keeps some of these objects, so the change must be a pull request there. Use a template that opens one, or edit the repository.',
  },
  route: {
    title: 'How to apply',
    apply: 'Directly',
    'pull-request': 'Pull request to the repository of the clusters',
    closed:
      'A repository keeps some of these objects and would overwrite what is written directly.',
  },
  act: {
    create: 'create',
    update: 'change',
    delete: 'delete',
    unchanged: 'unchanged',
  },
  check: {
    ready: 'Accepted by dry run',
    conflict: 'Owned by someone else',
    rejected: 'Rejected',
    'not-allowed': 'Not allowed',
    'gitops-owned': 'Kept by a repository',
    unreachable: 'Not answering',
    'not-writable': 'No writer credential',
    'clock-skew': 'Clock is off',
  },
  column: {
    cluster: 'Cluster',
    check: 'Dry run',
    create: '+ create',
    update: '~ change',
    delete: '− delete',
    unchanged: '= unchanged',
    field: 'Field',
    before: 'Now',
    after: 'Then',
  },
} as const;

/** Texts about what a plan means. */
export const effectMessages = {
  title: 'What this means',
  nothing:
    'Nothing changes for callers: destinations, order, permission, encryption, trust and findings stay as they are.',
  nothingSeen:
    'No effect was found in what could be seen. What could not be seen may still change.',
  callers: 'Callers for whom something changes',
  caller: '{{namespace}} in {{cluster}}',
  mtls: 'Services that accept connections in another way',
  trust: 'Trust that changes',
  notExamined_one: '{{value}} service was not examined',
  notExamined_other: '{{value}} services were not examined',
  hidden_one: '{{value}} effect is on clusters that you may not see',
  hidden_other: '{{value}} effects are on clusters that you may not see',
  shadowedFor: 'for {{caller}}',
  more_one: 'and {{value}} more',
  more_other: 'and {{value}} more',
  losesFallback_one:
    '{{count}} group of callers has nowhere to go any more when hosts fail',
  losesFallback_other:
    '{{count}} groups of callers have nowhere to go any more when hosts fail',
  shadowed_one: '{{count}} object will have no effect',
  shadowed_other: '{{count}} objects will have no effect',
  appear_one: '{{count}} finding appears',
  appear_other: '{{count}} findings appear',
  disappear_one: '{{count}} finding disappears',
  disappear_other: '{{count}} findings disappear',
  aspect: {
    destinations: 'destinations',
    order: 'order of failover',
    permission: 'permission',
    trust: 'trust',
  },
  verdict: {
    gains: 'gains: {{aspect}}',
    loses: 'loses: {{aspect}}',
    changes: 'changes: {{aspect}}',
    unknown: 'unknown: {{aspect}}',
  },
  column: {
    caller: 'Caller',
    service: 'Service',
    cluster: 'Cluster',
    truster: 'Workloads of',
    trusted: 'accept certificates of',
    verdict: 'Change',
    before: 'Now',
    after: 'Then',
  },
} as const;
