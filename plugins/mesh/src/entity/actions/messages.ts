/** Texts of what can be done about a service. */
export const actionMessages = {
  'actions.title': 'Actions',
  'actions.templates': 'Change something',
  'actions.view': 'This view',
  'actions.loading': 'Looking for templates…',
  'actions.none': 'No template that you may use is about this service.',
  'actions.failed': 'The templates could not be loaded.',
  'actions.copyLink': 'Copy link',
  'actions.copied': 'The link to this view is on the clipboard.',
  'actions.notCopied': 'The link could not be copied: {{url}}',
  'actions.download': 'Download as JSON',
  'actions.notDownloaded': 'The data could not be loaded: {{reason}}',
  'actions.planFailover': 'Plan this failover…',
} as const;
