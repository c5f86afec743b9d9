/** A value that changes. `get` is cheap and returns the same reference until the next change. */
export interface Observable<T> {
  get(): T;
  /** @returns the function that unsubscribes */
  subscribe(listener: () => void): () => void;
}
