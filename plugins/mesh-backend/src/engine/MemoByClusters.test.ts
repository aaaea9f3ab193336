import { fleet } from '../__testUtils__/fleet';
import { MemoByClusters } from './MemoByClusters';

const of = (...names: string[]) =>
  fleet(Object.fromEntries(names.map(name => [name, {}])));

describe('MemoByClusters', () => {
  it('keeps one memo for each set of clusters, over all snapshots', () => {
    const memos = MemoByClusters.create();
    const memo = memos.of(of('a', 'b'));
    expect(memos.of(of('b', 'a'))).toBe(memo);
    expect(memos.of(of('a'))).not.toBe(memo);
    expect(memos.of(of('a', 'b'))).toBe(memo);
  });

  it('forgets the set that was not asked for longest', () => {
    const memos = MemoByClusters.create();
    const first = memos.of(of('first'));
    const second = memos.of(of('second'));
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) memos.of(of(name));
    expect(memos.of(of('first'))).toBe(first);
    memos.of(of('g'));
    expect(memos.of(of('first'))).toBe(first);
    expect(memos.of(of('second'))).not.toBe(second);
  });
});
