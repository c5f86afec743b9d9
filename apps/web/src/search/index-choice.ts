const STORED = "plenum.search-index";

/** Whether this device shall keep an index; it does unless somebody has turned it off. */
export function isIndexWanted(): boolean {
  return localStorage.getItem(STORED) !== "off";
}

/** Remembers the choice on this device. */
export function storeIndexWanted(wanted: boolean): void {
  if (wanted) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "off");
}
