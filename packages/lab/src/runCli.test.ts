import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rbacPage } from './rbacPage';
import { runCli } from './runCli';

describe('runCli', () => {
  const printed: string[] = [];
  let root: string;

  const run = (...args: string[]) =>
    runCli(args, { root, print: line => printed.push(line) });

  beforeEach(async () => {
    printed.length = 0;
    root = await mkdtemp(join(tmpdir(), 'meshwise-cli-'));
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  it('explains every command', async () => {
    await run('--help');
    const usage = printed.join('\n');
    for (const line of [
      'start [--engine embedded|real]',
      'kill <cluster>',
      'slow <cluster> [--latency-ms N] [--bytes-per-second N]',
      'forbid <cluster> <resource>',
      'expire-watches <cluster>',
      'rotate-token <cluster>',
      'engine build',
    ]) {
      expect(usage).toContain(line);
    }
  });

  it('writes the page about rights', async () => {
    await mkdir(join(root, 'docs'));
    await run('roles');
    expect(await readFile(join(root, 'docs/rbac.md'), 'utf8')).toBe(rbacPage());
  });

  it.each([
    [['explode', 'east'], 'There is no command explode.'],
    [['--engine', 'fast'], '--engine is embedded or real, not fast'],
    [['start', '--speed', '1'], "Unknown option '--speed'"],
    [['kill'], 'Usage: npm run lab --  kill <cluster>'],
    [['kill', 'east', 'west'], 'Usage: npm run lab --  kill <cluster>'],
    [['engine', 'paint'], 'The only command for the engine is: engine build'],
    [
      ['start', '--clusters', 'nowhere/at/all'],
      /nowhere\/at\/all\/fleet\.yaml/,
    ],
  ])('%j is refused', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});
