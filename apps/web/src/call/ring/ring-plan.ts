import type { Ring, RoomSummary } from "@plenum/matrix";

/** Calls that are shown at once; of more only the number is told. */
const MOST_SHOWN = 3;

/** What decides whether a call makes itself known on this device. */
export interface RingSituation {
  readonly rooms: ReadonlyMap<string, RoomSummary>;
  /** The call of this device; `running` as soon as it is joined. */
  readonly ownCall?: { readonly roomId: string; readonly running: boolean };
  /** Do not disturb, or quiet time. */
  readonly silenced: boolean;
  /** The settings allow sounds. */
  readonly sounds: boolean;
  /** Ids of those that the person has put aside here. */
  readonly aside: ReadonlySet<string>;
  /** The room that is on the screen. */
  readonly openRoom?: string;
}

export interface ShownRing {
  readonly ring: Ring;
  readonly room: RoomSummary;
  /**
   * `rings`: loud, with answer and decline. `waits`: a quiet line beside the running call.
   * `tells`: somebody has begun a call in a room.
   */
  readonly manner: "rings" | "waits" | "tells";
}

export interface RingPlan {
  readonly shown: readonly ShownRing[];
  readonly more: number;
  readonly sound: boolean;
  /** Ids of rings whose callers are to be told that this person is in another call. */
  readonly busy: readonly string[];
  /** With what this person asks for others at the moment, in the own call. */
  readonly asking?: Ring;
}

/** What is to be seen and heard of the calls that ring. Pure. */
export function planRings(rings: readonly Ring[], situation: RingSituation): RingPlan {
  const shown = rings.flatMap((ring) => {
    const one = shownRing(ring, situation);
    return one === undefined ? [] : [one];
  });
  const asking = rings.findLast(
    ({ id, own, loud, roomId, state }) =>
      own &&
      loud &&
      roomId === situation.ownCall?.roomId &&
      state.kind !== "answered" &&
      state.kind !== "cancelled" &&
      state.kind !== "waiting" &&
      !situation.aside.has(id),
  );
  const inCall = situation.ownCall?.running === true;
  return {
    shown: shown.slice(0, MOST_SHOWN),
    more: Math.max(0, shown.length - MOST_SHOWN),
    sound: situation.sounds && shown.some(({ manner }) => manner === "rings"),
    busy: shown
      .filter(({ manner, ring }) => inCall && manner === "waits" && ring.state.kind === "ringing")
      .map(({ ring }) => ring.id),
    ...(asking === undefined ? {} : { asking }),
  };
}

function shownRing(ring: Ring, situation: RingSituation): ShownRing | undefined {
  const { ownCall, silenced, aside, openRoom, rooms } = situation;
  const { kind } = ring.state;
  if (ring.own || silenced || aside.has(ring.id)) return undefined;
  if (kind !== "ringing" && kind !== "busy") return undefined;
  const room = rooms.get(ring.roomId);
  if (room?.membership !== "join" || ownCall?.roomId === ring.roomId) return undefined;
  if (!ring.loud) {
    // Who begins a meeting interrupts nobody, and whoever has the room open sees it there.
    const wanted = !room.muted && ownCall === undefined && openRoom !== ring.roomId;
    return wanted ? { ring, room, manner: "tells" } : undefined;
  }
  if (room.notifications === "none") return undefined;
  const elsewhere = kind === "busy" || ownCall?.running === true;
  return { ring, room, manner: elsewhere ? "waits" : "rings" };
}
