import { CALL_ENCRYPTION_EVENT, withRole } from "@plenum/model";
import type { RoomChange, RoomVersions, ServerAcl } from "../contract.ts";
import { MatrixFailure, toFailure } from "../errors/failure.ts";
import { upload } from "../media/upload.ts";
import { stateOf } from "../members/from-sdk.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field, isRecord, record, text } from "../untrusted/guards.ts";
import { serverOf } from "../untrusted/names.ts";
import { readServerAcl, writeAccess } from "./settings.ts";

/** Writes a state event of a room. */
export async function putState(
  engine: Engine,
  roomId: string,
  type: string,
  content: Readonly<Record<string, unknown>>,
  stateKey = "",
): Promise<void> {
  const at = path("v3", "rooms", roomId, "state", type);
  await engine.api.request({
    method: "PUT",
    path: stateKey === "" ? at : at + path(stateKey),
    body: content,
  });
}

/** Uploads a room's picture. @throws MatrixFailure `too-large`, or `unknown` for what is no picture */
export async function uploadPicture(engine: Engine, file: File): Promise<string> {
  if (!/^image\/(?:png|jpeg|gif|webp)$/.test(file.type)) {
    throw new MatrixFailure("unknown", "Not a picture");
  }
  return upload(engine.api, engine.tokens, file, () => undefined, engine.lifetime.signal);
}

/** Writes one setting; resolves when the server has taken it. */
export async function changeRoom(
  engine: Engine,
  roomId: string,
  change: RoomChange,
): Promise<void> {
  switch (change.kind) {
    case "name":
      return putState(engine, roomId, "m.room.name", { name: change.name });
    case "topic":
      return putState(engine, roomId, "m.room.topic", { topic: change.topic });
    case "picture": {
      const url = change.file === undefined ? undefined : await uploadPicture(engine, change.file);
      return putState(engine, roomId, "m.room.avatar", url === undefined ? {} : { url });
    }
    case "alias":
      return changeAlias(engine, roomId, change.localpart);
    case "access":
      return putState(engine, roomId, "m.room.join_rules", writeAccess(change.access));
    case "history":
      return putState(engine, roomId, "m.room.history_visibility", {
        history_visibility: change.history,
      });
    case "encryption":
      return putState(engine, roomId, "m.room.encryption", {
        algorithm: "m.megolm.v1.aes-sha2",
      });
    case "calls-encrypted":
      return putState(engine, roomId, CALL_ENCRYPTION_EVENT, { enabled: change.encrypted });
    case "levels":
      return putState(engine, roomId, "m.room.power_levels", change.levels);
    default:
      return change satisfies never;
  }
}

async function changeAlias(
  engine: Engine,
  roomId: string,
  localpart: string | undefined,
): Promise<void> {
  const room = engine.settledRoom(roomId);
  const before = room === undefined ? undefined : stateOf(room, "m.room.canonical_alias");
  const old = text(before, "alias", 255);
  const others = isRecord(before) ? { ...before } : {};
  delete others["alias"];
  const server = serverOf(engine.tokens.credentials.userId);
  const alias = localpart === undefined ? undefined : `#${localpart}:${server}`;
  if (alias !== undefined && alias !== old) {
    await engine.api.request({
      method: "PUT",
      path: path("v3", "directory", "room", alias),
      body: { room_id: roomId },
    });
  }
  await putState(engine, roomId, "m.room.canonical_alias", {
    ...others,
    ...(alias === undefined ? {} : { alias }),
  });
  if (old !== undefined && old !== alias) {
    // Somebody else may have made it: then it stays behind, and still leads here.
    await engine.api
      .request({ method: "DELETE", path: path("v3", "directory", "room", old) })
      .catch(() => undefined);
  }
}

export async function setRole(
  engine: Engine,
  roomId: string,
  userId: string,
  power: number,
): Promise<void> {
  // From the server, not from here: in between somebody else may have changed a role.
  const levels = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", roomId, "state", "m.room.power_levels"),
  });
  await putState(engine, roomId, "m.room.power_levels", withRole(levels, userId, power));
}

export async function isListed(engine: Engine, roomId: string): Promise<boolean> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v3", "directory", "list", "room", roomId),
  });
  return field(answer, "visibility") === "public";
}

export async function setListed(engine: Engine, roomId: string, listed: boolean): Promise<void> {
  await engine.api.request({
    method: "PUT",
    path: path("v3", "directory", "list", "room", roomId),
    body: { visibility: listed ? "public" : "private" },
  });
}

export async function serverAcl(engine: Engine, roomId: string): Promise<ServerAcl | undefined> {
  try {
    return readServerAcl(
      await engine.api.request({
        method: "GET",
        path: path("v3", "rooms", roomId, "state", "m.room.server_acl"),
      }),
    );
  } catch (error) {
    if (toFailure(error).code === "not-found") return undefined;
    throw error;
  }
}

/** Versions that the server makes rooms in. */
export async function roomVersions(engine: Engine): Promise<RoomVersions> {
  const answer = await engine.api.request({ method: "GET", path: "/v3/capabilities" });
  const versions = record(record(answer, "capabilities"), "m.room_versions");
  const available = record(versions, "available") ?? {};
  return {
    default: text(versions, "default", 32) ?? "1",
    stable: Object.keys(available).filter((version) => available[version] === "stable"),
  };
}
