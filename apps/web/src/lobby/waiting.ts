/** Where this browser remembers whether one joins the call at once after the admission. */
export const WAITING_STRAIGHT = "plenum.waiting.straight";
