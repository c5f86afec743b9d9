import {
  CONFERENCE_EVENT,
  FLOOR_EVENT,
  HAND_EVENT,
  HAND_LIFETIME,
  MODERATOR_POWER,
  SPEAKING_COMMAND_EVENT,
  type SpeakingCommand,
  type SpeechKind,
} from "@plenum/model";
import type { Conferences, ConferenceState } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { powerSourceOf, stateOf } from "../members/from-sdk.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { putState, setRole } from "../settings/change.ts";
import { readConference, withLecture, withLock } from "./conference-state.ts";

/**
 * What rooms say about their calls, and what is changed of it.
 * @param engine throws MatrixFailure while none runs
 */
export function createConferences(engine: () => Engine): Conferences {
  return {
    watch: (roomId) => watch(engine(), roomId),
    setLecture: async (roomId, on) =>
      changeConference(engine(), roomId, (before) => withLecture(before, on)),
    setLock: async (roomId, kind, locked) =>
      changeConference(engine(), roomId, (before) => withLock(before, kind, locked)),
    makeModerator: async (roomId, userId) => setRole(engine(), roomId, userId, MODERATOR_POWER),
    raiseHand: async (roomId, up, kind) => raiseHand(engine(), roomId, up, kind),
    lead: async (roomId, command) => lead(engine(), roomId, command),
    lowerHand: async (roomId, userId) => lowerHand(engine(), roomId, userId),
  };
}

function stateNow(engine: Engine, roomId: string): ConferenceState | undefined {
  const room = engine.settledRoom(roomId);
  if (room === undefined) return undefined;
  return readConference(
    {
      ownUserId: engine.tokens.credentials.userId,
      power: powerSourceOf(room),
      conference: stateOf(room, CONFERENCE_EVENT),
      floor: stateOf(room, FLOOR_EVENT),
      hands: room.currentState.getStateEvents(HAND_EVENT).map((event) => ({
        sender: event.getSender() ?? "",
        stateKey: event.getStateKey() ?? "",
        content: event.getContent() as unknown,
        timestamp: event.getTs() as unknown,
      })),
    },
    Date.now(),
  );
}

function watch(engine: Engine, roomId: string): ReturnType<Conferences["watch"]> {
  const lifetime = new Lifetime();
  const value = new Value(stateNow(engine, roomId));
  let cancel: (() => void) | undefined;
  const read = (): void => {
    value.set(share(value.get(), stateNow(engine, roomId)));
    cancel?.();
    cancel = undefined;
    const [oldest] = value.get()?.hands ?? [];
    if (oldest === undefined) return;
    // A hand of yesterday goes without an event.
    const left = oldest.since + HAND_LIFETIME - Date.now();
    cancel = lifetime.timeout(Math.max(0, left) + 50, read);
  };
  lifetime.add(
    engine.bus.onRoom(roomId, (aspect) => {
      // A hand that was lowered by somebody else is a redaction, and that is news of the timeline.
      if (aspect === "state" || aspect === "timeline") read();
    }),
  );
  lifetime.add(engine.lifetime.add(() => lifetime.end()));
  return { value, close: () => lifetime.end() };
}

async function changeConference(
  engine: Engine,
  roomId: string,
  change: (before: unknown) => Readonly<Record<string, unknown>> | undefined,
): Promise<void> {
  // From the server, not from here: in between another moderator may have changed something.
  const before = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", roomId, "state", CONFERENCE_EVENT),
  });
  const after = change(before);
  if (after === undefined) throw new MatrixFailure("not-found", "No conference room");
  await putState(engine, roomId, CONFERENCE_EVENT, after);
}

async function raiseHand(
  engine: Engine,
  roomId: string,
  up: boolean,
  kind?: SpeechKind,
): Promise<void> {
  const { userId } = engine.tokens.credentials;
  const lecture = stateNow(engine, roomId)?.lecture === true;
  const content = up ? { kind: kind ?? (lecture ? "question" : "speak") } : {};
  await engine.api.request({
    method: "PUT",
    path: path("v3", "rooms", roomId, "state", HAND_EVENT, userId),
    body: content,
    // A hand that goes down as the window closes has to get out.
    keepalive: true,
  });
}

/** Past the encryption of the room: whoever keeps the list has no keys. */
async function lead(engine: Engine, roomId: string, command: SpeakingCommand): Promise<void> {
  const transaction = crypto.randomUUID();
  await engine.api.request({
    method: "PUT",
    path: path("v3", "rooms", roomId, "send", SPEAKING_COMMAND_EVENT, transaction),
    body: { ...command },
  });
}

/** Nobody may write the state of somebody else, but whoever moderates may empty it. */
async function lowerHand(engine: Engine, roomId: string, userId: string): Promise<void> {
  const event = engine.settledRoom(roomId)?.currentState.getStateEvents(HAND_EVENT, userId);
  const eventId = event?.getId();
  if (eventId === undefined) return;
  await engine.api.request({
    method: "PUT",
    path: path("v3", "rooms", roomId, "redact", eventId, `hand-${crypto.randomUUID()}`),
    body: {},
  });
}
