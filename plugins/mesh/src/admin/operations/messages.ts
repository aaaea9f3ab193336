/** Texts about operations and what can be done about them. */
export const operationMessages = {
  title: 'Operations',
  empty: {
    title: 'No operation yet.',
    reason:
      'Operations appear here when a plan is applied. You see your own, and those you have the right to see.',
  },
  all: 'All operations',
  filter: 'Filter by person, cluster, plan or text',
  filteredOut: 'No operation matches the filter.',
  anyState: 'All states',
  export: { csv: 'Export CSV', json: 'Export JSON' },
  timeline: 'What happened',
  moment: {
    submitted: 'Submitted by {{who}}, plan {{hash}}.',
    approvalRequested: 'Approval of a second person requested.',
    approved: 'Approved by {{who}}.',
    rejected: 'Rejected by {{who}}.',
    changed: 'Last change. {{state}}.',
    ends: 'Must be taken back by then.',
    overdue: 'Should have been taken back by then.',
  },
  undoOf: 'It takes back another operation.',
  undoneBy: 'Another operation took it back.',
  shownPlan: 'The plan as it was shown',
  backToOperation: 'Back to the operation',
  undoIn_one: 'Undo in {{count}} cluster',
  undoIn_other: 'Undo in {{count}} clusters',
  actions: 'What you can do',
  reason: 'Reason, for the audit log',
  cancel: 'Cancel',
  actFailed: 'This was not done.',
  auditId: 'audit id',
  act: {
    resume: {
      verb: 'Resume',
      title: 'Resume the operation',
      consequence:
        'Goes on with what is left, in the same order. What is already there is not written again.',
    },
    undo: {
      verb: 'Undo…',
      consequence:
        'Plans to take back what this operation wrote and nobody changed since. You read that plan first.',
    },
    accept: {
      verb: 'Accept partial',
      title: 'Accept what is there',
      consequence:
        'Ends the operation and leaves every object as it is now, in some clusters changed and in others not. It can still be undone.',
    },
    stop: {
      verb: 'Stop',
      title: 'Stop the operation',
      consequence:
        'Finishes the object that is being written and starts no other. You can resume, undo or accept it then.',
    },
  },
  meaning: {
    'awaiting-approval':
      'Nothing is written until somebody else has approved the plan.',
    approved: 'The second person has agreed; writing begins now.',
    'awaiting-merge':
      'The change is a pull request. The operation ends when the clusters show it.',
    applying: 'Objects are being written, cluster by cluster.',
    verifying: 'Everything is written; the clusters are asked to show it.',
    partial:
      'Some objects are written and some are not. What stands below says which.',
    stuck: 'It cannot go on by itself, and somebody must look at it.',
    compensating: 'What was written is being taken back.',
    done: 'Everything is as the plan said.',
    compensated:
      'It could not be completed, and what was written has been taken back.',
    'accepted-partial':
      'Somebody decided to leave it partly done. What stands below says what is there.',
    failed: 'It ended without reaching what was planned.',
    rejected: 'The second person said no. Nothing was written.',
    expired: 'Nobody approved it in time. Nothing was written.',
  },
  goesOn: 'If you close this page the work goes on.',
  clusters: '{{done}}/{{total}}',
  items: 'Objects in {{cluster}}',
  noItems: 'No object yet.',
  state: {
    'awaiting-approval': 'Waiting for approval',
    approved: 'Approved',
    'awaiting-merge': 'Waiting for merge',
    applying: 'Applying',
    verifying: 'Verifying',
    partial: 'Partly done',
    stuck: 'Stuck',
    compensating: 'Taking back',
    done: 'Done',
    compensated: 'Taken back',
    'accepted-partial': 'Accepted as it is',
    failed: 'Failed',
    rejected: 'Rejected',
    expired: 'Expired',
  },
  target: {
    waiting: 'Waiting',
    applying: 'Applying',
    done: 'Done',
    failed: 'Failed',
  },
  item: {
    waiting: 'Waiting',
    sent: 'Sent',
    applied: 'Applied',
    unchanged: 'Unchanged',
    failed: 'Failed',
    compensated: 'Taken back',
    skipped: 'Skipped',
  },
  column: {
    what: 'Operation',
    state: 'State',
    clusters: 'Clusters',
    who: 'Requested by',
    started: 'Started',
    plan: 'Plan',
    approver: 'Approved by',
    object: 'Object',
    act: 'Act',
    message: 'Message',
  },
} as const;

/** Texts for the second person of an operation. */
export const approvalMessages = {
  title: 'A second person decides',
  expires: 'The request ends {{time}}.',
  own: 'You cannot approve your own operation. Ask somebody else to read the plan.',
  notAllowed:
    'You cannot approve this: the permission {{permission}} is missing, or the request has ended.',
  read: 'I have read plan {{hash}}',
  fingerprint: 'Last 8 characters of the fingerprint of the new root',
  fingerprintSource:
    'SHA-256, as the owner of the root gave it to you by another way. Do not copy it from this page: then it proves nothing.',
  approve: {
    verb: 'Approve',
    title: 'Approve the plan',
    consequence:
      'Exactly this plan is applied at once, in your name as the second person. It is used once; a changed plan needs another approval.',
  },
  reject: {
    verb: 'Reject',
    title: 'Reject the plan',
    consequence:
      'The operation ends. Nothing was written, and the requester sees your reason.',
  },
} as const;
