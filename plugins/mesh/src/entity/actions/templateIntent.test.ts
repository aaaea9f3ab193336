import { template } from '../../__testUtils__/templates';
import { templateIntent } from './templateIntent';

describe('templateIntent', () => {
  it('is what the plan step of the template plans', () => {
    expect(templateIntent(template('drain', 'drain-cluster'))).toBe(
      'drain-cluster',
    );
  });

  it('is found in a form of one page, too', () => {
    const { spec, ...rest } = template('drain', 'drain-cluster');
    const [, page] = spec?.parameters as readonly object[];
    const single = { ...rest, spec: { parameters: { ...page } } };

    expect(templateIntent(single)).toBe('drain-cluster');
  });

  it.each([
    ['an intent that nobody knows', template('t', 'constructor')],
    ['no plan step', { ...template('t', 'undo'), spec: { parameters: [] } }],
    ['no form', { ...template('t', 'undo'), spec: {} }],
    [
      'a malformed form',
      { ...template('t', 'undo'), spec: { parameters: [null, 3, 'x'] } },
    ],
  ])('is none with %s', (_, entity) => {
    expect(templateIntent(entity)).toBeUndefined();
  });
});
