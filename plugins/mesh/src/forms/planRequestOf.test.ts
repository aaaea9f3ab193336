import { ANSWERS } from '../__testUtils__/fixtures';
import { planRequestOf } from './planRequestOf';

describe('planRequestOf', () => {
  it('takes the answers of the intent and leaves out the others', () => {
    expect(
      planRequestOf('onboard-namespace', {
        ...ANSWERS,
        plan: { planHash: 'x' },
        note: 'hello',
      }),
    ).toEqual({
      intent: 'onboard-namespace',
      parameters: ANSWERS,
    });
  });

  it.each([
    ['nothing was answered', undefined],
    ['an answer is missing', { ...ANSWERS, tenant: undefined }],
    ['an answer is empty', { ...ANSWERS, namespace: '' }],
    ['no cluster was chosen', { ...ANSWERS, clusters: [] }],
    ['an answer is of another type', { ...ANSWERS, clusters: 'eu-west-1' }],
  ])('asks nothing while %s', (_, answers) => {
    expect(planRequestOf('onboard-namespace', answers)).toBeUndefined();
  });

  it('asks nothing for an intent that does not exist', () => {
    expect(planRequestOf('constructor', ANSWERS)).toBeUndefined();
  });
});
