import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { requests } from './examples';

export const examples: TemplateExample[] = requests.map(
  ({ description, request }) => ({
    description: `Apply the plan that the form showed: ${description}`,
    example: stringify({
      steps: [
        {
          id: 'submit',
          name: 'Apply the plan',
          action: 'mesh:submit',
          input: {
            ...request,
            planHash: '${{ parameters.plan.planHash }}',
          },
        },
      ],
    }),
  }),
);
