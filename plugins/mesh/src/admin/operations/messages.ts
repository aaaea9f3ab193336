/** Texts about operations. */
export const operationMessages = {
  'operation.title': 'Operations',
  'operation.empty.title': 'No operation yet.',
  'operation.empty.reason':
    'Operations appear here when a plan is applied. You see your own, and those you have the right to see.',
  'operation.all': 'All operations',
  'operation.filter': 'Filter by person, cluster, plan or text',
  'operation.filteredOut': 'No operation matches the filter.',
  'operation.anyState': 'All states',
  'operation.export.csv': 'Export CSV',
  'operation.export.json': 'Export JSON',
  'operation.timeline': 'What happened',
  'operation.moment.submitted': 'Submitted by {{who}}, plan {{hash}}.',
  'operation.moment.approvalRequested':
    'Approval of a second person requested.',
  'operation.moment.approved': 'Approved by {{who}}.',
  'operation.moment.rejected': 'Rejected by {{who}}.',
  'operation.moment.changed': 'Last change. {{state}}.',
  'operation.moment.ends': 'Must be taken back by then.',
  'operation.moment.overdue': 'Should have been taken back by then.',
  'operation.undoOf': 'It takes back another operation.',
  'operation.undoneBy': 'Another operation took it back.',
  'operation.shownPlan': 'The plan as it was shown',
  'operation.backToOperation': 'Back to the operation',
  'operation.undoIn_one': 'Undo in {{count}} cluster',
  'operation.undoIn_other': 'Undo in {{count}} clusters',
  'operation.actions': 'What you can do',
  'operation.reason': 'Reason, for the audit log',
  'operation.cancel': 'Cancel',
  'operation.actFailed': 'This was not done.',
  'operation.auditId': 'audit id',
  'operation.act.resume.verb': 'Resume',
  'operation.act.resume.title': 'Resume the operation',
  'operation.act.resume.consequence':
    'Goes on with what is left, in the same order. What is already there is not written again.',
  'operation.act.undo.verb': 'Undo…',
  'operation.act.undo.consequence':
    'Plans to take back what this operation wrote and nobody changed since. You read that plan first.',
  'operation.act.accept.verb': 'Accept partial',
  'operation.act.accept.title': 'Accept what is there',
  'operation.act.accept.consequence':
    'Ends the operation and leaves every object as it is now, in some clusters changed and in others not. It can still be undone.',
  'operation.act.stop.verb': 'Stop',
  'operation.act.stop.title': 'Stop the operation',
  'operation.act.stop.consequence':
    'Finishes the object that is being written and starts no other. You can resume, undo or accept it then.',
  'operation.meaning.awaiting-approval':
    'Nothing is written until somebody else has approved the plan.',
  'operation.meaning.approved':
    'The second person has agreed; writing begins now.',
  'operation.meaning.awaiting-merge':
    'The change is a pull request. The operation ends when the clusters show it.',
  'operation.meaning.applying':
    'Objects are being written, cluster by cluster.',
  'operation.meaning.verifying':
    'Everything is written; the clusters are asked to show it.',
  'operation.meaning.partial':
    'Some objects are written and some are not. What stands below says which.',
  'operation.meaning.stuck':
    'It cannot go on by itself, and somebody must look at it.',
  'operation.meaning.compensating': 'What was written is being taken back.',
  'operation.meaning.done': 'Everything is as the plan said.',
  'operation.meaning.compensated':
    'It could not be completed, and what was written has been taken back.',
  'operation.meaning.accepted-partial':
    'Somebody decided to leave it partly done. What stands below says what is there.',
  'operation.meaning.failed': 'It ended without reaching what was planned.',
  'operation.meaning.rejected':
    'The second person said no. Nothing was written.',
  'operation.meaning.expired':
    'Nobody approved it in time. Nothing was written.',
  'operation.goesOn': 'If you close this page the work goes on.',
  'operation.clusters': '{{done}}/{{total}}',
  'operation.items': 'Objects in {{cluster}}',
  'operation.noItems': 'No object yet.',
  'operation.state.awaiting-approval': 'Waiting for approval',
  'operation.state.approved': 'Approved',
  'operation.state.awaiting-merge': 'Waiting for merge',
  'operation.state.applying': 'Applying',
  'operation.state.verifying': 'Verifying',
  'operation.state.partial': 'Partly done',
  'operation.state.stuck': 'Stuck',
  'operation.state.compensating': 'Taking back',
  'operation.state.done': 'Done',
  'operation.state.compensated': 'Taken back',
  'operation.state.accepted-partial': 'Accepted as it is',
  'operation.state.failed': 'Failed',
  'operation.state.rejected': 'Rejected',
  'operation.state.expired': 'Expired',
  'operation.target.waiting': 'Waiting',
  'operation.target.applying': 'Applying',
  'operation.target.done': 'Done',
  'operation.target.failed': 'Failed',
  'operation.item.waiting': 'Waiting',
  'operation.item.sent': 'Sent',
  'operation.item.applied': 'Applied',
  'operation.item.unchanged': 'Unchanged',
  'operation.item.failed': 'Failed',
  'operation.item.compensated': 'Taken back',
  'operation.item.skipped': 'Skipped',
  'operation.column.what': 'Operation',
  'operation.column.state': 'State',
  'operation.column.clusters': 'Clusters',
  'operation.column.who': 'Requested by',
  'operation.column.started': 'Started',
  'operation.column.plan': 'Plan',
  'operation.column.approver': 'Approved by',
  'operation.column.object': 'Object',
  'operation.column.act': 'Act',
  'operation.column.message': 'Message',
} as const;

/** Texts about approvals. */
export const approvalMessages = {
  'approval.title': 'A second person decides',
  'approval.expires': 'The request ends {{time}}.',
  'approval.own':
    'You cannot approve your own operation. Ask somebody else to read the plan.',
  'approval.notAllowed':
    'You cannot approve this: the permission {{permission}} is missing, or the request has ended.',
  'approval.read': 'I have read plan {{hash}}',
  'approval.fingerprint':
    'Last 8 characters of the fingerprint of the new root',
  'approval.fingerprintSource':
    'SHA-256, as the owner of the root gave it to you by another way. Do not copy it from this page: then it proves nothing.',
  'approval.approve.verb': 'Approve',
  'approval.approve.title': 'Approve the plan',
  'approval.approve.consequence':
    'Exactly this plan is applied at once, in your name as the second person. It is used once; a changed plan needs another approval.',
  'approval.reject.verb': 'Reject',
  'approval.reject.title': 'Reject the plan',
  'approval.reject.consequence':
    'The operation ends. Nothing was written, and the requester sees your reason.',
} as const;
