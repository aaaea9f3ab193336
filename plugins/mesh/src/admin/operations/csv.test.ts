import { toCsv } from './csv';

describe('toCsv', () => {
  it('quotes what would break a row', () => {
    expect(toCsv([['a', 'b,c', 'say "hi"', 'two\nlines']])).toBe(
      '"a","b,c","say ""hi""","two\nlines"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r\n=1', ' =1', '|cmd'])(
    'makes text of %j (T55)',
    value => {
      expect(toCsv([[value]])).toBe(`"'${value}"\r\n`);
    },
  );
});
