import { EmbeddedEngine } from '../embedded/EmbeddedEngine';
import { RealEngine } from '../real/RealEngine';
import { CASES } from './cases';
import { ConformanceRun } from './ConformanceRun';
import { expectAnswers } from './describeConformance';

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
});
