import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Follow an operation that a step before has submitted',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the clusters',
          action: 'mesh:wait',
          input: { operationId: '${{ steps.submit.output.operationId }}' },
        },
      ],
    }),
  },
];
