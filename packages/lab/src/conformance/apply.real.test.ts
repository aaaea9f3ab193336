import fc from 'fast-check';
import { EmbeddedEngine } from '../embedded/EmbeddedEngine';
import type { Json } from '../kubernetesObject';
import { RealEngine } from '../real/RealEngine';
import { apply, merge } from './cases/shorthand';
import type { RequestStep } from './ConformanceCase';
import type { Outcome } from './CaseSteps';
import { ConformanceRun } from './ConformanceRun';
import { partsOf } from './Normaliser';
import { WIDGET_DEFINITION } from './widgets';

const RUNS = 300;
const WIDGET = '/apis/example.com/v1/namespaces/$ns/widgets/w';

const value = fc.constantFrom('a', 'b');
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const keys = fc.constantFrom('x', 'y');
const dictionary = fc.dictionary(keys, value);

const port = fc.record(
  {
    name: fc.constantFrom('http', 'tls', 'grpc'),
    number: fc.integer({ min: 1, max: 2 }),
    options: dictionary,
  },
  { requiredKeys: ['name'] },
);

const spec = fc.record({
  color: optional(value),
  size: optional(
    fc.record(
      { width: fc.integer({ min: 1, max: 2 }), height: fc.constant(3) },
      { requiredKeys: [] },
    ),
  ),
  labels: optional(dictionary),
  order: optional(fc.array(value, { maxLength: 2 })),
  tags: optional(
    fc.uniqueArray(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 }),
  ),
  match: optional(dictionary),
  ports: optional(
    fc.uniqueArray(port, { selector: ({ name }) => name, maxLength: 3 }),
  ),
  open: optional(
    fc.record(
      {
        deep: dictionary,
        list: fc.array(value, { maxLength: 2 }),
        text: value,
      },
      { requiredKeys: [] },
    ),
  ),
});

const widget = fc
  .record({
    spec: optional(spec),
    labels: optional(fc.dictionary(keys, value, { minKeys: 1 })),
  })
  .map(({ spec: content, labels }): Json => {
    const object = {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w', labels },
      spec: content,
    };
    return JSON.parse(JSON.stringify(object));
  });

const step: fc.Arbitrary<RequestStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        manager: fc.constantFrom('one', 'two'),
        force: fc.boolean(),
        object: widget,
      })
      .map(({ manager, force, object }) =>
        apply(WIDGET, manager, object, { query: `&force=${force}` }),
      ),
  },
  {
    weight: 1,
    arbitrary: widget.map(object =>
      merge(`${WIDGET}?fieldManager=editor`, object),
    ),
  },
);

/** The real server lists several mistakes of one object in no order. */
function comparable({ status, body, compared }: Outcome): Json {
  return status === 422 ? partsOf(body, ['reason', 'details']) : compared;
}

describe('server-side apply by two managers and an editor', () => {
  let real: ConformanceRun;
  let embedded: ConformanceRun;

  beforeAll(async () => {
    real = await ConformanceRun.start(RealEngine.create());
    embedded = await ConformanceRun.start(EmbeddedEngine.create());
    await real.answers(WIDGET_DEFINITION);
    await embedded.answers(WIDGET_DEFINITION);
  }, 600_000);

  afterAll(async () => {
    await real?.stop();
    await embedded?.stop();
  });

  it('comes to the same object, owners and conflicts on both engines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 7 }),
        async steps => {
          const sequence = { name: 'sequence', steps };
          const answers = await real.answers(sequence);
          const doubles = await embedded.answers(sequence);
          expect(doubles.map(comparable)).toEqual(answers.map(comparable));
        },
      ),
      { numRuns: RUNS },
    );
  }, 300_000);
});
