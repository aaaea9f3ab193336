import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useHeldOrder } from './useHeldOrder';

function List({ items }: { readonly items: readonly string[] }) {
  const { rows, region } = useHeldOrder(items, item => item);
  return (
    <ul {...region}>
      {rows.map(row => (
        <li key={row}>
          <button type="button">{row}</button>
        </li>
      ))}
    </ul>
  );
}

const order = () =>
  screen.getAllByRole('button').map(button => button.textContent);

describe('useHeldOrder', () => {
  it('follows the order of the data while nobody is there', () => {
    const { rerender } = render(<List items={['a', 'b']} />);

    rerender(<List items={['b', 'a']} />);

    expect(order()).toEqual(['b', 'a']);
  });

  it.each([
    [
      'pointer',
      () => userEvent.hover(screen.getByRole('list')),
      () => userEvent.unhover(screen.getByRole('list')),
    ],
    ['focus', () => userEvent.tab(), () => userEvent.click(document.body)],
  ])(
    'holds the order while the %s is there, with new rows last',
    async (_, enter, leave) => {
      const { rerender } = render(<List items={['a', 'b']} />);
      await enter();

      rerender(<List items={['new', 'b', 'a']} />);
      expect(order()).toEqual(['a', 'b', 'new']);
      rerender(<List items={['new', 'a']} />);
      expect(order()).toEqual(['a', 'new']);

      await leave();
      expect(order()).toEqual(['new', 'a']);
    },
  );
});
