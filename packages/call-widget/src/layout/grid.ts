/** How tiles share the space. Pure. */

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** Tiles on one page; more people are reached by turning the page. */
export const TILES_PER_PAGE = 25;
const ASPECT = 16 / 9;

/**
 * The division of a surface that gives every tile the most room at 16:9.
 * @param count number of tiles, at least 1
 * @param width pixels
 * @param height pixels
 * @param gap pixels between tiles
 */
export function gridFor(count: number, width: number, height: number, gap: number): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count), tileWidth: 0, tileHeight: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(count / columns);
    const freeWidth = (width - gap * (columns - 1)) / columns;
    const freeHeight = (height - gap * (rows - 1)) / rows;
    const tileWidth = Math.max(0, Math.min(freeWidth, freeHeight * ASPECT));
    if (tileWidth > best.tileWidth + 0.5) {
      best = {
        columns,
        rows,
        tileWidth: Math.floor(tileWidth),
        tileHeight: Math.floor(tileWidth / ASPECT),
      };
    }
  }
  return best;
}

/** The part of the list that a page shows, with a page number that is always in range. */
export function pageOf<T>(
  list: readonly T[],
  page: number,
  perPage: number,
): { readonly items: readonly T[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(list.length / perPage));
  const current = Math.min(Math.max(0, page), pages - 1);
  return {
    items: list.slice(current * perPage, (current + 1) * perPage),
    page: current,
    pages,
  };
}
