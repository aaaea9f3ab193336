import { freshness, NOW } from '../__testUtils__/fixtures';
import { clusterState, isAnswering } from './clusterState';

describe('clusterState', () => {
  it.each([
    ['synced', 8_000, 'healthy'],
    ['synced', 90_000, 'healthy'],
    ['synced', 91_000, 'stale'],
    ['synced', 601_000, 'unknown'],
    ['synced', undefined, 'unknown'],
    ['syncing', undefined, 'progressing'],
    ['syncing', 8_000, 'progressing'],
    ['timeout', 8_000, 'stale'],
    ['auth', 240_000, 'stale'],
    ['misbehaving', 601_000, 'unknown'],
    ['timeout', undefined, 'unknown'],
    ['forbidden', undefined, 'forbidden'],
    ['forbidden', 8_000, 'degraded'],
    ['forbidden', 240_000, 'stale'],
    ['misbehaving', 8_000, 'degraded'],
    ['misbehaving', undefined, 'unknown'],
    ['sign-in', undefined, 'forbidden'],
    ['not-installed', 8_000, 'healthy'],
  ] as const)('%s, last seen %s ms ago: %s', (state, age, expected) => {
    const lastSeen = age === undefined ? undefined : NOW - age;

    expect(clusterState(freshness('c', { state, lastSeen }), NOW)).toBe(
      expected,
    );
  });
});

describe('isAnswering', () => {
  it.each([
    ['synced', 8_000, true],
    ['forbidden', 8_000, true],
    ['syncing', undefined, false],
    ['synced', 91_000, false],
    ['timeout', 8_000, false],
    ['sign-in', 8_000, false],
  ] as const)('%s, last seen %s ms ago: %s', (state, age, expected) => {
    const lastSeen = age === undefined ? undefined : NOW - age;

    expect(isAnswering(freshness('c', { state, lastSeen }), NOW)).toBe(
      expected,
    );
  });
});
