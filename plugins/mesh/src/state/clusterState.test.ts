import { freshness, NOW } from '../__testUtils__/fixtures';
import { clusterState } from './clusterState';

describe('clusterState', () => {
  it.each([
    ['synced', 8_000, 'healthy'],
    ['synced', 90_000, 'healthy'],
    ['synced', 91_000, 'stale'],
    ['synced', 601_000, 'unknown'],
    ['synced', undefined, 'unknown'],
    ['syncing', undefined, 'progressing'],
    ['syncing', 8_000, 'healthy'],
    ['timeout', 8_000, 'stale'],
    ['auth', 240_000, 'stale'],
    ['misbehaving', 601_000, 'unknown'],
    ['timeout', undefined, 'unknown'],
    ['forbidden', undefined, 'forbidden'],
    ['sign-in', undefined, 'forbidden'],
    ['not-installed', 8_000, 'healthy'],
  ] as const)('%s, last seen %s ms ago: %s', (state, age, expected) => {
    const lastSeen = age === undefined ? undefined : NOW - age;

    expect(clusterState(freshness('c', { state, lastSeen }), NOW)).toBe(
      expected,
    );
  });
});
