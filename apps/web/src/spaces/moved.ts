/** The list with one entry a place up or down; as it was where that leads out of it. */
export function moved(list: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = list.indexOf(id);
  const other = list[from + by];
  if (from < 0 || other === undefined) return list;
  return list.map((entry) => (entry === id ? other : entry === other ? id : entry));
}
