/** Where in which list the focus is. */
export interface Place {
  /** What has the focus. */
  readonly control: Element;
  /** The list's name: the same list may be made anew. */
  readonly list: string;
  /** Which entry of it, from 0 on. */
  readonly entry: number;
}

/** @returns undefined outside of lists */
export function placeOf(control: Element): Place | undefined {
  const row = control.closest("tbody > tr");
  const table = row?.closest("table");
  if (!row || !table) return undefined;
  return { control, list: nameOf(table), entry: entriesOf(table).indexOf(row) };
}

/**
 * Where the focus goes when what had it is gone: to the button of the entry that has moved up, else of the
 * next one that has a button, else of the last one before; without any, to the heading of what is shown.
 */
export function placeIn(section: HTMLElement, { list, entry }: Place): HTMLElement {
  const table = [...section.querySelectorAll("table")].find((one) => nameOf(one) === list);
  const buttons = (table === undefined ? [] : entriesOf(table)).map((row) =>
    row.querySelector<HTMLElement>("button:not(:disabled), a[href]"),
  );
  const found =
    buttons.slice(entry).find((button) => button !== null) ??
    buttons.slice(0, entry).findLast((button) => button !== null);
  return found ?? section.querySelector<HTMLElement>(".ui-empty__title, h2") ?? section;
}

function entriesOf(table: HTMLTableElement): readonly Element[] {
  return [...table.querySelectorAll("tbody > tr")];
}

function nameOf(table: HTMLTableElement): string {
  return table.caption?.textContent ?? "";
}
