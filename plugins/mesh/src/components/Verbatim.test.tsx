import { render, screen } from '@testing-library/react';
import { printable } from './printable';
import { Verbatim } from './Verbatim';

describe('Verbatim', () => {
  it.each([
    ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    [
      'a translation reference',
      '$t(state.healthy) {{count}}',
      '$t(state.healthy) {{count}}',
    ],
    ['right-to-left override', 'safe\u202egnp.exe', 'safe⟨U+202E⟩gnp.exe'],
    ['isolates', '\u2066a\u2069', '⟨U+2066⟩a⟨U+2069⟩'],
    ['zero width', 'pay\u200bments', 'pay⟨U+200B⟩ments'],
    ['control characters', 'a\u0000\u001b[31mb', 'a⟨U+0000⟩⟨U+001B⟩[31mb'],
    ['lone surrogates', 'a\ud800b', 'a⟨U+D800⟩b'],
    ['line breaks', 'first\n\n  second', 'first second'],
  ])('shows %s as data', (_, text, shown) => {
    const { container } = render(<Verbatim>{text}</Verbatim>);

    expect(screen.getByText(shown)).toBeInTheDocument();
    expect(container.querySelectorAll('img, script, a')).toHaveLength(0);
  });

  it('cuts what nobody can read', () => {
    expect(printable('x'.repeat(100_000))).toHaveLength(501);
  });
});
