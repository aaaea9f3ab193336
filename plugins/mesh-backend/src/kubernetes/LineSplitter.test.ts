import fc from 'fast-check';
import { LineSplitter } from './LineSplitter';

describe('LineSplitter', () => {
  it('finds the same lines however the stream is cut', () => {
    const text = fc
      .array(fc.constantFrom('{"a":1}', '', 'ü€😀', 'x'.repeat(300)))
      .map(lines => lines.map(line => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 40 })), (stream, cuts) => {
        const bytes = Buffer.from(stream);
        const splitter = new LineSplitter(1024);
        const found: string[] = [];
        let from = 0;
        for (const cut of [...cuts, bytes.length]) {
          const to = Math.min(bytes.length, from + cut);
          for (const line of splitter.push(bytes.subarray(from, to))) {
            found.push(line.toString());
          }
          from = to;
        }
        expect(found).toEqual(stream.split('\n').filter(Boolean));
        expect(splitter.rest).toBe(0);
        expect(splitter.overflow).toBe(false);
      }),
    );
  });

  it('gives up at a line that is too long, and keeps nothing of it', () => {
    const splitter = new LineSplitter(10);
    const lines = (text: string) =>
      [...splitter.push(Buffer.from(text))].map(String);
    expect(lines('0123456789\n')).toEqual(['0123456789']);
    expect(lines('ok\n01234')).toEqual(['ok']);
    expect(lines('567890\nnext\n')).toEqual([]);
    expect(splitter.overflow).toBe(true);
    expect(splitter.rest).toBe(0);
  });
});
