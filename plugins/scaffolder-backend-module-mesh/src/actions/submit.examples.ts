import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { onboarding } from './examples';

export const examples: TemplateExample[] = [
  {
    description: 'Apply the plan that the form showed',
    example: stringify({
      steps: [
        {
          id: 'submit',
          name: 'Apply the plan',
          action: 'mesh:submit',
          input: {
            ...onboarding,
            planHash: '${{ parameters.plan.planHash }}',
          },
        },
      ],
    }),
  },
];
