/** Texts about roots, trust and rotations. */
export const trustMessages = {
  'trust.expires': 'expires {{date}} ({{left}})',
  'trust.expired': 'expired {{date}} ({{age}} ago)',
  'trust.expiryUnknown': 'expiry not readable',
  'trust.notYet': 'valid from {{date}}',
  'trust.rootUnreadable': 'certificate that cannot be read',
  'trust.fingerprint.label': 'SHA-256 fingerprint {{fingerprint}}',
  'trust.fingerprint.copy': 'Copy the fingerprint',
  'trust.fingerprint.copied': 'Fingerprint copied',
  'trust.matrix.table': 'Who accepts the certificates of whom',
  'trust.matrix.empty':
    'No cluster here has a control plane, so nobody trusts anybody.',
  'trust.matrix.from': 'Accepts',
  'trust.matrix.own': 'itself',
  'trust.matrix.domain': 'trust domain {{domain}}',
  'trust.matrix.domainUnknown': 'trust domain unknown',
  'trust.matrix.cell':
    '{{truster}} accepts certificates of {{trusted}}: {{verdict}}',
  'trust.matrix.verdict.yes': 'Trusted',
  'trust.matrix.verdict.no': 'Not trusted',
  'trust.matrix.verdict.partly': 'Partly',
  'trust.matrix.verdict.unknown': 'Unknown',
  'trust.cell.title': '{{truster}} accepts certificates of {{trusted}}',
  'trust.cell.close': 'Close',
  'trust.cell.roots': 'Roots',
  'trust.cell.asClient': 'Its clients call servers there',
  'trust.cell.asServer': 'Its servers let clients from there in',
  'trust.cell.refusing_one': 'Refused by workloads of {{count}} namespace:',
  'trust.cell.refusing_other': 'Refused by workloads of {{count}} namespaces:',
  'trust.cell.because.same-roots':
    'Every root of one side is a root of the other.',
  'trust.cell.because.renewed-root':
    'The roots differ, but one is a renewal of the other with the same name and key, so certificates verify.',
  'trust.cell.because.different-roots': 'The two sides have no root in common.',
  'trust.cell.because.recreated-root':
    'The roots have the same name and different keys: one was created anew, and verifies nothing of the other.',
  'trust.cell.because.expired-root':
    'The root has ended; it verifies nothing any more.',
  'trust.cell.because.partial-overlap':
    'Only some roots are common, and which of them signs is not public.',
  'trust.cell.because.not-visible':
    'The roots of one side cannot be seen completely.',
  'trust.cell.because.bundles-differ':
    'Namespaces hold different bundles of roots.',
  'trust.cell.name.yes': 'The trust domain is accepted.',
  'trust.cell.name.no':
    'The trust domain is not accepted: neither the own one, nor an alias.',
  'trust.cell.name.unknown':
    'Whether the trust domain is accepted cannot be seen.',
  'trust.rotation.title': 'Rotation of the root of mesh {{mesh}}',
  'trust.rotation.stages': 'Stages of the rotation',
  'trust.rotation.add': 'Trust both roots',
  'trust.rotation.sign': 'Sign with the new root',
  'trust.rotation.drop': 'Drop the old root',
  'trust.rotation.old': 'Old root',
  'trust.rotation.new': 'New root',
  'trust.rotation.root': 'Root',
  'trust.rotation.stage.S0':
    'No rotation is under way: every namespace holds one root.',
  'trust.rotation.stage.S1':
    'The new root is being added; some namespaces do not hold it yet.',
  'trust.rotation.stage.S1-S2':
    'All namespaces hold both roots. Which of them signs is not public, so this is the end of the first stage, or the second.',
  'trust.rotation.stage.S3':
    'The old root is being dropped; some namespaces still hold it.',
  'trust.rotation.stage.broken':
    'Broken: some namespaces hold only the old root and others only the new one, so their workloads refuse each other.',
  'trust.rotation.stage.unknown':
    'The stage is unknown: more than two roots, roots that cannot be read, or clusters that cannot be seen.',
  'trust.rotation.gates': 'What must hold before the next stages',
  'trust.rotation.before.S2': 'before signing with the new root',
  'trust.rotation.before.S3': 'before dropping the old root',
  'trust.rotation.gate.bundles': 'Bundles',
  'trust.rotation.gate.signing': 'Signing',
  'trust.rotation.gate.workloads': 'Workloads',
  'trust.rotation.gate.control-planes': 'Control planes',
  'trust.rotation.gateState.passed': 'Passed',
  'trust.rotation.gateState.open': 'Open',
  'trust.rotation.gateState.unknown': 'Unknown',
  'trust.rotation.column.gate': 'Gate',
  'trust.rotation.column.state': 'State',
  'trust.rotation.column.message': 'What was seen',
  'trust.rotation.places':
    '{{cluster}}: {{both}} of {{all}} namespaces hold both roots',
} as const;
