import { CALL_MEMBER_EVENT } from "../conference/events.ts";

/** Power of those who take care of a room without being in charge of it. */
const CARE = 50;
/** Power of those in charge. */
const CHARGE = 100;

/**
 * Powers that the state of an ordinary room or space asks for, as `events` of `m.room.power_levels`. A
 * homeserver takes the list of a new room as a whole, so all that matters stands in it: those who take care of
 * the room change how it looks, only those in charge who gets in and who may do what, and everybody calls.
 * @see https://spec.matrix.org/v1.16/client-server-api/#mroompower_levels
 */
export const ORDINARY_EVENT_POWERS: Readonly<Record<string, number>> = {
  "m.room.name": CARE,
  "m.room.topic": CARE,
  "m.room.avatar": CARE,
  "m.room.canonical_alias": CARE,
  "m.room.pinned_events": CARE,
  "m.room.power_levels": CHARGE,
  "m.room.history_visibility": CHARGE,
  "m.room.join_rules": CHARGE,
  "m.room.encryption": CHARGE,
  "m.room.server_acl": CHARGE,
  "m.room.tombstone": CHARGE,
  [CALL_MEMBER_EVENT]: 0,
};
