import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretRequests } from './auditLog';
import { noSecrets } from './noSecrets';

const event = (verb: string, requestURI: string, resource?: string) =>
  JSON.stringify({
    auditID: 'a',
    verb,
    requestURI,
    user: { username: 'system:serviceaccount:meshwise:meshwise-reader' },
    ...(resource && { objectRef: { resource } }),
  });

const PODS = event('list', '/api/v1/namespaces/secrets/pods', 'pods');
const SECRETS = event('watch', '/api/v1/secrets?watch=1', 'secrets');
const VERSION = event('get', '/version');

describe('requests for Secrets', () => {
  it('are found by the resource, not by a name in the path', () => {
    expect(secretRequests(`${PODS}\n${VERSION}\n`)).toEqual({
      events: 2,
      forSecrets: [],
    });
    expect(secretRequests(`${PODS}\n${SECRETS}\n`)).toEqual({
      events: 2,
      forSecrets: [
        'watch /api/v1/secrets?watch=1 by system:serviceaccount:meshwise:meshwise-reader',
      ],
    });
    expect(secretRequests('')).toEqual({ events: 0, forSecrets: [] });
  });

  it('are told with their cluster, and all clusters are counted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'meshwise-audit-'));
    const known = process.env.MESHWISE_AUDIT_TOTALS;
    process.env.MESHWISE_AUDIT_TOTALS = join(folder, 'totals');
    try {
      const east = { cluster: 'east', ...secretRequests(`${PODS}\n`) };
      const west = { cluster: 'west', ...secretRequests(`${SECRETS}\n`) };
      await noSecrets([east]);
      await expect(noSecrets([east, west])).rejects.toThrow(
        'west: watch /api/v1/secrets?watch=1',
      );
      const lines = await readFile(join(folder, 'totals'), 'utf8');
      expect(
        lines
          .trim()
          .split('\n')
          .map(line => JSON.parse(line)),
      ).toEqual([east, east, west]);
    } finally {
      if (known === undefined) delete process.env.MESHWISE_AUDIT_TOTALS;
      else process.env.MESHWISE_AUDIT_TOTALS = known;
      await rm(folder, { recursive: true, force: true });
    }
  });
});
