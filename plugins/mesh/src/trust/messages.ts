/** Texts about certificates, trust between clusters, and rotations. */
export const trustMessages = {
  expires: 'expires {{date}} ({{left}})',
  expired: 'expired {{date}} ({{age}} ago)',
  expiryUnknown: 'expiry not readable',
  notYet: 'valid from {{date}}',
  rootUnreadable: 'certificate that cannot be read',
  fingerprint: {
    label: 'SHA-256 fingerprint {{fingerprint}}',
    copy: 'Copy the fingerprint',
    copied: 'Fingerprint copied',
  },
  matrix: {
    table: 'Who accepts the certificates of whom',
    empty: 'No cluster here has a control plane, so nobody trusts anybody.',
    from: 'Accepts',
    own: 'itself',
    domain: 'trust domain {{domain}}',
    domainUnknown: 'trust domain unknown',
    cell: '{{truster}} accepts certificates of {{trusted}}: {{verdict}}',
    verdict: {
      yes: 'Trusted',
      no: 'Not trusted',
      partly: 'Partly',
      unknown: 'Unknown',
    },
  },
  cell: {
    title: '{{truster}} accepts certificates of {{trusted}}',
    close: 'Close',
    roots: 'Roots',
    asClient: 'Its clients call servers there',
    asServer: 'Its servers let clients from there in',
    refusing_one: 'Refused by workloads of {{count}} namespace:',
    refusing_other: 'Refused by workloads of {{count}} namespaces:',
    because: {
      'same-roots': 'Every root of one side is a root of the other.',
      'renewed-root':
        'The roots differ, but one is a renewal of the other with the same name and key, so certificates verify.',
      'different-roots': 'The two sides have no root in common.',
      'recreated-root':
        'The roots have the same name and different keys: one was created anew, and verifies nothing of the other.',
      'expired-root': 'The root has ended; it verifies nothing any more.',
      'partial-overlap':
        'Only some roots are common, and which of them signs is not public.',
      'not-visible': 'The roots of one side cannot be seen completely.',
      'bundles-differ': 'Namespaces hold different bundles of roots.',
    },
    name: {
      yes: 'The trust domain is accepted.',
      no: 'The trust domain is not accepted: neither the own one, nor an alias.',
      unknown: 'Whether the trust domain is accepted cannot be seen.',
    },
  },
  rotation: {
    title: 'Rotation of the root of mesh {{mesh}}',
    stages: 'Stages of the rotation',
    add: 'Trust both roots',
    sign: 'Sign with the new root',
    drop: 'Drop the old root',
    old: 'Old root',
    new: 'New root',
    root: 'Root',
    stage: {
      S0: 'No rotation is under way: every namespace holds one root.',
      S1: 'The new root is being added; some namespaces do not hold it yet.',
      'S1-S2':
        'All namespaces hold both roots. Which of them signs is not public, so this is the end of the first stage, or the second.',
      S3: 'The old root is being dropped; some namespaces still hold it.',
      broken:
        'Broken: some namespaces hold only the old root and others only the new one, so their workloads refuse each other.',
      unknown:
        'The stage is unknown: more than two roots, roots that cannot be read, or clusters that cannot be seen.',
    },
    gates: 'What must hold before the next stages',
    before: {
      S2: 'before signing with the new root',
      S3: 'before dropping the old root',
    },
    gate: {
      bundles: 'Bundles',
      signing: 'Signing',
      workloads: 'Workloads',
      'control-planes': 'Control planes',
    },
    gateState: { passed: 'Passed', open: 'Open', unknown: 'Unknown' },
    column: { gate: 'Gate', state: 'State', message: 'What was seen' },
    places: '{{cluster}}: {{both}} of {{all}} namespaces hold both roots',
  },
} as const;
