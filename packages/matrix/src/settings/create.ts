import { ORDINARY_EVENT_POWERS } from "@plenum/model";
import type { NewRoomOptions } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import type { Engine } from "../session/engine.ts";
import { addToSpace } from "../spaces/spaces.ts";
import { viaOf } from "../spaces/via.ts";
import { text } from "../untrusted/guards.ts";
import { uploadPicture } from "./change.ts";
import { writeAccess } from "./settings.ts";

interface StateEvent {
  readonly type: string;
  readonly state_key: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** In a space nobody but those in charge writes, and they say what is in it. */
const SPACE_POWERS = { events_default: 100, invite: 50, events: ORDINARY_EVENT_POWERS };
const ROOM_POWERS = { events: ORDINARY_EVENT_POWERS };

/** The state that a new room begins with. Pure. @param parentVia servers of its space */
export function firstState(
  options: NewRoomOptions,
  avatarMxc: string | undefined,
  parentVia: readonly string[],
): readonly StateEvent[] {
  const events: StateEvent[] = [
    { type: "m.room.join_rules", state_key: "", content: writeAccess(options.access) },
    {
      type: "m.room.history_visibility",
      state_key: "",
      content: { history_visibility: options.history },
    },
    {
      type: "m.room.guest_access",
      state_key: "",
      content: { guest_access: "forbidden" },
    },
  ];
  if (options.encrypted && options.isSpace !== true) {
    const content = { algorithm: "m.megolm.v1.aes-sha2" };
    events.push({ type: "m.room.encryption", state_key: "", content });
  }
  if (avatarMxc !== undefined) {
    events.push({ type: "m.room.avatar", state_key: "", content: { url: avatarMxc } });
  }
  if (options.spaceId !== undefined) {
    const content = { via: parentVia, canonical: true };
    events.push({ type: "m.space.parent", state_key: options.spaceId, content });
  }
  return events;
}

/** Makes a room or a space as it was asked for. @returns its id */
export async function createRoomAs(engine: Engine, options: NewRoomOptions): Promise<string> {
  const avatarMxc =
    options.avatar === undefined ? undefined : await uploadPicture(engine, options.avatar);
  const parentVia = options.spaceId === undefined ? [] : viaOf(engine, options.spaceId);
  const answer = await engine.api.request({
    method: "POST",
    path: "/v3/createRoom",
    timeout: 120_000,
    body: {
      name: options.name,
      ...(options.topic === undefined ? {} : { topic: options.topic }),
      preset: "private_chat",
      visibility: options.listed === true ? "public" : "private",
      invite: options.invite,
      ...(options.isSpace === true ? { creation_content: { type: "m.space" } } : {}),
      power_level_content_override: options.isSpace === true ? SPACE_POWERS : ROOM_POWERS,
      initial_state: firstState(options, avatarMxc, parentVia),
    },
  });
  const roomId = text(answer, "room_id", 255);
  if (roomId === undefined) throw new MatrixFailure("unknown", "The server named no room");
  if (options.spaceId !== undefined) {
    // The room is there even if its space does not take it.
    await addToSpace(engine, options.spaceId, roomId).catch(() => undefined);
  }
  return roomId;
}
