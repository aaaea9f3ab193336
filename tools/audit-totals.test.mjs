import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { auditTotals } from './audit-totals.mjs';

const folder = mkdtempSync(join(tmpdir(), 'meshwise-totals-'));
test.after(() => rmSync(folder, { recursive: true }));

const totals = servers => {
  const path = join(folder, 'totals');
  writeFileSync(path, servers.map(one => `${JSON.stringify(one)}\n`).join(''));
  return auditTotals(path);
};

test('all servers together', () => {
  const quiet = { cluster: 'a', events: 0, forSecrets: [] };
  const asked = { cluster: 'b', events: 3, forSecrets: [] };
  assert.deepEqual(totals([quiet, asked]), {
    clean: true,
    line: 'audit logs: API servers 2, requests of Meshwise 3, for secrets 0',
  });
});

test('one request for a Secret is too many', () => {
  const asked = { cluster: 'a', events: 9, forSecrets: ['get /api'] };
  assert.equal(totals([asked]).clean, false);
});

test('a log that nobody wrote proves nothing', () => {
  assert.equal(totals([]).clean, false);
  assert.equal(auditTotals(join(folder, 'none')).clean, false);
});
