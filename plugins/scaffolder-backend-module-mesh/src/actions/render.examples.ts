import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Propose a plan as a pull request to the repository of the clusters',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Write the objects of the plan',
          action: 'mesh:render',
          input: {
            intent: 'onboard-namespace',
            parameters: {
              namespace: 'orders',
              tenant: 'team-shop',
              clusters: ['eu-west-1', 'eu-west-2'],
              revision: 'prod',
              quotaTier: 'small',
            },
            planHash: '${{ parameters.plan.planHash }}',
            targetPath: 'mesh',
          },
        },
        {
          id: 'propose',
          name: 'Open a pull request',
          action: 'publish:github:pull-request',
          input: {
            repoUrl: '${{ parameters.repoUrl }}',
            branchName: 'onboard-orders',
            title: '${{ steps.render.output.summary }}',
            description: '${{ steps.render.output.description }}',
            filesToDelete: '${{ steps.render.output.deletedFiles }}',
          },
        },
      ],
    }),
  },
];
