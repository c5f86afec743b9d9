/** How much of an export folder is looked at. */
export interface Limits {
  /** Folders within each other, the export folder being the first. */
  readonly depth: number;
  /** Files and folders in all, and members of one archive. */
  readonly entries: number;
  /** How many times larger a member may be than what is stored of it … */
  readonly ratio: number;
  /** … unless it is at most this large, in bytes. */
  readonly freely: number;
  /** All members of an archive together, in bytes. */
  readonly total: number;
}

/** An export of 70,000 people is some 400 MB, and shrinks to a tenth. */
export const LIMITS: Limits = {
  depth: 3,
  entries: 50_000,
  ratio: 200,
  freely: 64 * 1024 * 1024,
  total: 64 * 1024 * 1024 * 1024,
};
