import type { People } from "@plenum/matrix";
import type { CallStore } from "../call/call-store.ts";

/** Shows colleagues that one is in a call, from joining to leaving. @returns the function that ends it */
export function announceCalls(calls: CallStore, people: Pick<People, "setInCall">): () => void {
  let unsubscribeCall: (() => void) | undefined;
  const follow = (): void => {
    unsubscribeCall?.();
    unsubscribeCall = undefined;
    const call = calls.getState().current?.call;
    if (call === undefined) {
      people.setInCall(false);
      return;
    }
    const tell = (): void => {
      const { kind } = call.get().phase;
      people.setInCall(kind === "joined" || kind === "reconnecting");
    };
    unsubscribeCall = call.subscribe(tell);
    tell();
  };
  const unsubscribe = calls.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    unsubscribeCall?.();
  };
}
