import type { ConformanceCase, Step } from './ConformanceCase';
import type { Outcome } from './CaseSteps';

/** Holds what was answered against what the case asks for. */
export function expectAnswers(
  item: ConformanceCase,
  outcomes: readonly Outcome[],
): void {
  const steps = inOrderOfAnswers(item.steps);
  expect(outcomes).toHaveLength(steps.length);
  steps.forEach((step, index) => {
    const { status, body, headers } = outcomes[index];
    if ('watch' in step) {
      expect(body).toMatchObject(step.expect);
      expect(body).toHaveLength(step.expect.length);
      return;
    }
    const { text, answerHeaders = {} } = step;
    const wanted = text ?? step.expect ?? {};
    expect({
      step: nameOf(step),
      status,
      body: bodyFor(wanted, body),
      headers,
    }).toMatchObject({
      step: nameOf(step),
      status: step.status,
      body: wanted,
      headers: answerHeaders,
    });
  });
}

/** A watch answers when it is over, so after the requests that were sent meanwhile. */
function inOrderOfAnswers(steps: readonly Step[]) {
  return steps.flatMap((step): Exclude<Step, { expireWatches: true }>[] => {
    if ('expireWatches' in step) {
      return [];
    }
    return 'watch' in step
      ? [...inOrderOfAnswers(step.during ?? []), step]
      : [step];
  });
}

function nameOf(step: Step): string {
  return 'path' in step ? `${step.method ?? 'GET'} ${step.path}` : '';
}

/** Bodies that are not objects are compared only when the step says what they are. */
function bodyFor(wanted: unknown, body: unknown): unknown {
  const isObject =
    typeof body === 'object' && body !== null && !Array.isArray(body);
  return isObject || typeof wanted === 'string' ? body : {};
}
