/** Whole percentages in proportion to counts, which sum to 100; what is lost by rounding goes to the largest remainders. */
export function percentages<K>(
  counts: ReadonlyMap<K, number>,
): ReadonlyMap<K, number> {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const exact = [...counts].map(([key, count]) => {
    const share = (100 * count) / total;
    return { key, whole: Math.floor(share), rest: share - Math.floor(share) };
  });
  let left = 100 - exact.reduce((sum, { whole }) => sum + whole, 0);
  const raised = new Set<K>();
  for (const { key } of [...exact].sort((a, b) => b.rest - a.rest)) {
    if (left <= 0) break;
    raised.add(key);
    left -= 1;
  }
  return new Map(
    exact.map(({ key, whole }) => [key, whole + (raised.has(key) ? 1 : 0)]),
  );
}
