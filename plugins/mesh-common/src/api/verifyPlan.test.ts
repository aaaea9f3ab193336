import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPlan } from '../../cli/verifyPlan';

const QUOTA = 'kind: ResourceQuota\n';
const FILE = 'eu-west-1/orders/resourcequota-tenant.yaml';
const GONE = 'eu-west-1/orders/sidecar-tenant.yaml';

const record = (part: object = {}) => ({
  plan: 'abc',
  intent: 'onboard-namespace',
  files: [
    { path: FILE, sha256: createHash('sha256').update(QUOTA).digest('hex') },
  ],
  deleted: [GONE],
  ...part,
});

describe('verifyPlan', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plan-'));
    mkdirSync(join(folder, 'eu-west-1/orders'), { recursive: true });
    writeFileSync(join(folder, FILE), QUOTA);
    write(record());
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (content: object) =>
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(content));

  it('finds what was rendered', () => {
    expect(verifyPlan(folder)).toEqual({
      plan: 'abc',
      files: 1,
      differences: [],
    });
  });

  it('finds an edited, a missing and a remaining file', () => {
    writeFileSync(join(folder, FILE), `${QUOTA}spec: {}\n`);
    expect(verifyPlan(folder).differences).toEqual([
      `${FILE} was changed after the plan`,
    ]);
    rmSync(join(folder, FILE));
    writeFileSync(join(folder, GONE), '');
    expect(verifyPlan(folder).differences).toEqual([
      `${FILE} is missing or no plain file`,
      `${GONE} is still there; the plan deletes its object`,
    ]);
  });

  it('T52: does not follow links', () => {
    rmSync(join(folder, FILE));
    writeFileSync(join(folder, 'elsewhere'), QUOTA);
    symlinkSync(join(folder, 'elsewhere'), join(folder, FILE));
    expect(verifyPlan(folder).differences).toEqual([
      `${FILE} is missing or no plain file`,
    ]);
  });

  it.each([
    '../other.yaml',
    '/etc/hosts.yaml',
    'a/../../b.yaml',
    '.git/x.yaml',
  ])('T52: refuses a record that names %s', path => {
    write(record({ deleted: [path] }));
    expect(() => verifyPlan(folder)).toThrow('is no record of a plan');
  });
});
