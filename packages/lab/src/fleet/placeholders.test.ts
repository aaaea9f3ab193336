import { fillPlaceholders } from './placeholders';

const values = {
  roots: new Map([
    ['one', 'PEM 1\n'],
    ['two', 'PEM 2\n'],
  ]),
  now: new Date('2026-03-10T12:00:00.500Z'),
};

describe('fillPlaceholders', () => {
  it.each([
    ['$(root:one)', 'PEM 1\n'],
    ['$(root:one)$(root:two)', 'PEM 1\nPEM 2\n'],
    ['$(root-base64:one)', 'UEVNIDEK'],
    ['$(ago:3d)', '2026-03-07T12:00:00Z'],
    ['since $(ago:90m)', 'since 2026-03-10T10:30:00Z'],
    ['$(in:1h)', '2026-03-10T13:00:00Z'],
    ['$(POD_NAME).$(POD_NAMESPACE)', '$(POD_NAME).$(POD_NAMESPACE)'],
  ])('%s becomes %s', (text, expected) => {
    expect(fillPlaceholders(text, values)).toBe(expected);
  });

  it('goes through lists and mappings and leaves other values alone', () => {
    expect(
      fillPlaceholders(
        { a: ['$(root:one)', 1, null, true], b: { c: '$(ago:0s)' } },
        values,
      ),
    ).toEqual({
      a: ['PEM 1\n', 1, null, true],
      b: { c: '2026-03-10T12:00:00Z' },
    });
  });

  it.each([
    [
      '$(root:three)',
      '$(root:three) names no root of fleet.yaml; there are one, two',
    ],
    ['$(ago:3 days)', '"3 days" is no duration; write for instance 3d, 4h, 5m'],
  ])('refuses %s', (text, message) => {
    expect(() => fillPlaceholders(text, values)).toThrow(message);
  });
});
