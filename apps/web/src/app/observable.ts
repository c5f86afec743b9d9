import type { Observable } from "@plenum/matrix";
import { useSyncExternalStore } from "react";

/** The current value of an observable of the Matrix adapter; renders again when it changes. */
export function useObservable<Value>(observable: Observable<Value>): Value {
  return useSyncExternalStore(
    (listener) => observable.subscribe(listener),
    () => observable.get(),
  );
}
