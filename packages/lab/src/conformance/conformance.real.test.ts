import { EmbeddedEngine } from '../embedded/EmbeddedEngine';
import { RealEngine } from '../real/RealEngine';
import { CASES } from './cases';
import { KNOWN_DIFFERENCES } from './cases/knownDifferences';
import { ConformanceRun } from './ConformanceRun';
import { expectAnswers } from './expectAnswers';

describe('the embedded engine answers as the real one', () => {
  let real: ConformanceRun;
  let embedded: ConformanceRun;

  beforeAll(async () => {
    real = await ConformanceRun.start(RealEngine.create());
    embedded = await ConformanceRun.start(EmbeddedEngine.create());
  }, 600_000);

  afterAll(async () => {
    await real?.stop();
    await embedded?.stop();
  });

  describe.each([...CASES])('%s', (_subject, cases) => {
    it.each(cases.map(item => [item.name, item] as const))(
      '%s',
      async (_name, item) => {
        const answers = await real.answers(item);
        expectAnswers(item, answers);
        const doubles = await embedded.answers(item);
        expect(doubles.map(({ compared }) => compared)).toEqual(
          answers.map(({ compared }) => compared),
        );
      },
      90_000,
    );
  });

  // A difference that is gone has to leave the list.
  it.each(KNOWN_DIFFERENCES.map(item => [item.name, item] as const))(
    'differs: %s',
    async (_name, item) => {
      const answers = await real.answers(item);
      expectAnswers(item, answers);
      const doubles = await embedded.answers(item);
      expect(doubles.at(-1)?.compared).not.toEqual(answers.at(-1)?.compared);
    },
    60_000,
  );
});
