import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** A part of a page under a heading. */
export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="body-large" weight="bold">
          {title}
        </Text>
        {children}
      </Flex>
    </section>
  );
}
