/** Texts of the view Trust of a service. */
export const serviceTrustMessages = {
  empty: {
    title: 'Nothing is known of the trust of this service.',
    reason: 'No cluster has a part of it.',
  },
  assumed:
    'Assumed: nobody tells which clusters the control planes watch, so they are taken to watch all of their mesh.',
  limited:
    'Limited: a ztunnel shows this identity, and Istio itself calls ambient across clusters alpha.',
  identity: {
    title: 'Identity',
    table: 'Identities of the service by cluster',
    column: {
      cluster: 'Cluster',
      identity: 'Identity',
      pods: 'Pods',
      signedBy: 'Signed by',
    },
    account: 'service account {{account}}',
    none: 'No certificate: no proxy stands before these pods.',
    unknown: 'Not known: the trust domain cannot be seen.',
    noPods: 'No pod seen',
    note: 'Equal names are equal identities, in every cluster: whoever may create a pod with this service account anywhere is this service.',
  },
  roots: {
    title: 'Roots that vouch for it',
    table: 'Roots by cluster',
    none: 'No root could be read. The reader needs the ConfigMap istio-ca-root-cert of the namespaces.',
    column: { root: 'Root', expiry: 'Ends', places: 'Trusted in' },
    place: {
      holds: '{{cluster}}: by this namespace and others, {{value}} in all',
      lacks: '{{cluster}}: not by this namespace, by {{value}} others',
      'no-bundle':
        '{{cluster}}: by {{value}} namespaces; this one has no bundle there',
      unknown:
        '{{cluster}}: by at least {{value}} namespaces; whether by this one cannot be seen',
    },
    without: '{{value}} hold a bundle without it',
    clusterTrustBundle: 'ClusterTrustBundle {{names}}',
    note: 'Intermediate and workload certificates are not public and are not read.',
  },
  matrix: {
    title: 'Who trusts whom',
    note: 'A row accepts the certificates of a column. Each direction is judged by itself, by roots and by trust domains. Choose a cell for the reasons.',
  },
  rotation: { title: 'Rotation' },
  mtls: {
    title: 'Mutual TLS at its ports',
    table: 'Mode of mutual TLS by cluster and port',
    none: 'No pod of this service could be seen.',
    column: {
      cluster: 'Cluster',
      port: 'Port',
      mode: 'Mode',
      from: 'Decided by',
      pods: 'Pods',
    },
    otherPorts: 'every other port',
    mode: {
      STRICT: 'STRICT: mutual TLS only',
      PERMISSIVE: 'PERMISSIVE: plain text too',
      DISABLE: 'DISABLE: plain text only',
      unknown: 'Unknown',
    },
    guard: {
      none: 'no proxy stands before these pods',
      unknown: 'whose proxy guards them is not known',
      ztunnel: 'limited: guarded by a ztunnel',
    },
    default: 'the default of Istio',
  },
  access: {
    title: 'Who may call it',
    table: 'Who may call the service, by namespace and cluster',
    open: 'Open to all in {{clusters}}: no AuthorizationPolicy restricts anybody there.',
    note: 'By AuthorizationPolicy, for callers whose certificate is accepted. A policy cannot tell clusters apart, only identities.',
    none: 'No workload with an identity was found.',
    untrusted:
      'Workloads in {{clusters}} are not listed: the service does not accept their certificates.',
    more_one: '{{value}} more namespace is not listed.',
    more_other: '{{value}} more namespaces are not listed.',
    filter: 'Filter by namespace or team',
    filteredOut: 'No namespace matches the filter.',
    own: 'own namespace',
    noTenant: 'no team',
    hidden: 'allowed or not, it is not told of the service',
    plaintext: 'Clients without mutual TLS',
    accounts_one: '{{value}} service account is judged by itself',
    accounts_other: '{{value}} service accounts are judged by themselves',
    account: '{{account}} ({{trustDomain}}): {{verdicts}}',
    verdictIn: '{{cluster}} {{verdict}}',
    column: { caller: 'Namespace and team', by: 'Decided by' },
    noPolicy: 'no policy',
    verdict: {
      allow: 'Allowed',
      deny: 'Denied',
      depends: 'Depends on {{on}}',
      'not-enforced': 'Not guarded',
      'needs-mtls': 'Refused: needs mutual TLS',
      unknown: 'Unknown',
    },
  },
} as const;
