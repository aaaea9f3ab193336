import { EmbeddedEngine } from '../embedded/EmbeddedEngine';
import { CASES } from './cases';
import { KNOWN_DIFFERENCES } from './cases/knownDifferences';
import { ConformanceRun } from './ConformanceRun';
import { expectAnswers } from './expectAnswers';

describe('conformance of the embedded engine', () => {
  let run: ConformanceRun;

  beforeAll(async () => {
    run = await ConformanceRun.start(EmbeddedEngine.create());
  }, 60_000);

  afterAll(async () => {
    await run?.stop();
  });

  describe.each([...CASES])('%s', (_subject, cases) => {
    it.each(cases.map(item => [item.name, item] as const))(
      '%s',
      async (_name, item) => {
        const answers = await run.answers(item);
        expect(answers).not.toHaveLength(0);
        expectAnswers(item, answers);
      },
      60_000,
    );
  });

  it.each(KNOWN_DIFFERENCES.map(item => [item.name, item] as const))(
    'differs: %s',
    async (_name, item) => {
      const last = (await run.answers(item)).at(-1);
      expect(last).toMatchObject({
        status: item.embedded.status,
        body: item.embedded.expect ?? {},
      });
    },
  );
});
