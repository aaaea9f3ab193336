/** Input that the examples share. */
export const onboarding = {
  intent: 'onboard-namespace',
  parameters: {
    namespace: 'orders',
    tenant: 'team-shop',
    clusters: ['eu-west-1', 'eu-west-2'],
    revision: 'prod',
    quotaTier: 'small',
  },
};
