/** Where sorted stretches of messages wait until they are merged. */
export interface Spill {
  /** Keeps lines, none of which has a line end; gives back how to read them again, from the first. */
  readonly put: (lines: Iterable<string>) => Promise<() => AsyncIterable<string>>;
}
