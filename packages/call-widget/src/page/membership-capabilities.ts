import { CALL_MEMBER_EVENT } from "@plenum/model";

export const SEND_DELAYED = "org.matrix.msc4157.send.delayed_event";
export const UPDATE_DELAYED = "org.matrix.msc4157.update_delayed_event";

/** What a client has to allow so that the room knows who is in the call. */
export function membershipCapabilities(stateKey: string): readonly string[] {
  const state = `org.matrix.msc2762.send.state_event:${CALL_MEMBER_EVENT}#${stateKey}`;
  return [state, SEND_DELAYED, UPDATE_DELAYED];
}
