/**
 * The list with one entry a place up or down among those that are seen; as it was where that leads
 * out of them. Entries that nobody sees (rooms that are gone, or closed to this person) stay behind.
 */
export function moved(
  list: readonly string[],
  id: string,
  by: -1 | 1,
  seen: readonly string[] = list,
): readonly string[] {
  const there = new Set(list);
  const visible = seen.filter((entry) => there.has(entry));
  const from = visible.indexOf(id);
  const other = visible[from + by];
  if (from < 0 || other === undefined) return list;
  const hidden = list.filter((entry) => !visible.includes(entry));
  const order = visible.map((entry) => (entry === id ? other : entry === other ? id : entry));
  return [...order, ...hidden];
}
