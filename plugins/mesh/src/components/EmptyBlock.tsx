import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** Why there is nothing to show, and the one thing to do about it. */
export function EmptyBlock(props: {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <Flex direction="column" align="start" gap="2" py="3">
      <Text as="p" weight="bold">
        {props.title}
      </Text>
      {props.description && <Text as="div">{props.description}</Text>}
      {props.action}
    </Flex>
  );
}
