/** Texts of the view Trust of a service. */
export const serviceTrustMessages = {
  'serviceTrust.empty.title': 'Nothing is known of the trust of this service.',
  'serviceTrust.empty.reason': 'No cluster has a part of it.',
  'serviceTrust.assumed':
    'Assumed: nobody tells which clusters the control planes watch, so they are taken to watch all of their mesh.',
  'serviceTrust.limited':
    'Limited: a ztunnel shows this identity, and Istio itself calls ambient across clusters alpha.',
  'serviceTrust.identity.title': 'Identity',
  'serviceTrust.identity.table': 'Identities of the service by cluster',
  'serviceTrust.identity.column.cluster': 'Cluster',
  'serviceTrust.identity.column.identity': 'Identity',
  'serviceTrust.identity.column.pods': 'Pods',
  'serviceTrust.identity.column.signedBy': 'Signed by',
  'serviceTrust.identity.account': 'service account {{account}}',
  'serviceTrust.identity.none':
    'No certificate: no proxy stands before these pods.',
  'serviceTrust.identity.unknown':
    'Not known: the trust domain cannot be seen.',
  'serviceTrust.identity.noPods': 'No pod seen',
  'serviceTrust.identity.note':
    'Equal names are equal identities, in every cluster: whoever may create a pod with this service account anywhere is this service.',
  'serviceTrust.roots.title': 'Roots that vouch for it',
  'serviceTrust.roots.table': 'Roots by cluster',
  'serviceTrust.roots.none':
    'No root could be read. The reader needs the ConfigMap istio-ca-root-cert of the namespaces.',
  'serviceTrust.roots.column.root': 'Root',
  'serviceTrust.roots.column.expiry': 'Ends',
  'serviceTrust.roots.column.places': 'Trusted in',
  'serviceTrust.roots.place.holds':
    '{{cluster}}: by this namespace and others, {{value}} in all',
  'serviceTrust.roots.place.lacks':
    '{{cluster}}: not by this namespace, by {{value}} others',
  'serviceTrust.roots.place.no-bundle':
    '{{cluster}}: by {{value}} namespaces; this one has no bundle there',
  'serviceTrust.roots.place.unknown':
    '{{cluster}}: by at least {{value}} namespaces; whether by this one cannot be seen',
  'serviceTrust.roots.without': '{{value}} hold a bundle without it',
  'serviceTrust.roots.clusterTrustBundle': 'ClusterTrustBundle {{names}}',
  'serviceTrust.roots.meshConfig': 'Mesh config {{names}}',
  'serviceTrust.roots.note':
    'Intermediate and workload certificates are not public and are not read.',
  'serviceTrust.matrix.title': 'Who trusts whom',
  'serviceTrust.matrix.note':
    'A row accepts the certificates of a column. Each direction is judged by itself, by roots and by trust domains. Choose a cell for the reasons.',
  'serviceTrust.rotation.title': 'Rotation',
  'serviceTrust.mtls.title': 'Mutual TLS at its ports',
  'serviceTrust.mtls.table': 'Mode of mutual TLS by cluster and port',
  'serviceTrust.mtls.none': 'No pod of this service could be seen.',
  'serviceTrust.mtls.column.cluster': 'Cluster',
  'serviceTrust.mtls.column.port': 'Port',
  'serviceTrust.mtls.column.mode': 'Mode',
  'serviceTrust.mtls.column.from': 'Decided by',
  'serviceTrust.mtls.column.pods': 'Pods',
  'serviceTrust.mtls.otherPorts': 'every other port',
  'serviceTrust.mtls.mode.STRICT': 'STRICT: mutual TLS only',
  'serviceTrust.mtls.mode.PERMISSIVE': 'PERMISSIVE: plain text too',
  'serviceTrust.mtls.mode.DISABLE': 'DISABLE: plain text only',
  'serviceTrust.mtls.mode.unknown': 'Unknown',
  'serviceTrust.mtls.guard.none': 'no proxy stands before these pods',
  'serviceTrust.mtls.guard.unknown': 'whose proxy guards them is not known',
  'serviceTrust.mtls.guard.ztunnel': 'limited: guarded by a ztunnel',
  'serviceTrust.mtls.default': 'the default of Istio',
  'serviceTrust.access.title': 'Who may call it',
  'serviceTrust.access.table':
    'Who may call the service, by namespace and cluster',
  'serviceTrust.access.open':
    'Open to all in {{clusters}}: no AuthorizationPolicy restricts anybody there.',
  'serviceTrust.access.note':
    'By AuthorizationPolicy, for callers whose certificate is accepted. A policy cannot tell clusters apart, only identities.',
  'serviceTrust.access.none': 'No workload with an identity was found.',
  'serviceTrust.access.untrusted':
    'Workloads in {{clusters}} are not listed: the service does not accept their certificates.',
  'serviceTrust.access.more_one': '{{value}} more namespace is not listed.',
  'serviceTrust.access.more_other': '{{value}} more namespaces are not listed.',
  'serviceTrust.access.filter': 'Filter by namespace or team',
  'serviceTrust.access.filteredOut': 'No namespace matches the filter.',
  'serviceTrust.access.own': 'own namespace',
  'serviceTrust.access.noTenant': 'no team',
  'serviceTrust.access.hidden': 'allowed or not, it is not told of the service',
  'serviceTrust.access.plaintext': 'Clients without mutual TLS',
  'serviceTrust.access.accounts_one':
    '{{value}} service account is judged by itself',
  'serviceTrust.access.accounts_other':
    '{{value}} service accounts are judged by themselves',
  'serviceTrust.access.account': '{{account}} ({{trustDomain}}): {{verdicts}}',
  'serviceTrust.access.verdictIn': '{{cluster}} {{verdict}}',
  'serviceTrust.access.column.caller': 'Namespace and team',
  'serviceTrust.access.column.by': 'Decided by',
  'serviceTrust.access.noPolicy': 'no policy',
  'serviceTrust.access.verdict.allow': 'Allowed',
  'serviceTrust.access.verdict.deny': 'Denied',
  'serviceTrust.access.verdict.depends': 'Depends on {{on}}',
  'serviceTrust.access.verdict.not-enforced': 'Not guarded',
  'serviceTrust.access.verdict.needs-mtls': 'Refused: needs mutual TLS',
  'serviceTrust.access.verdict.unknown': 'Unknown',
} as const;
