import { CALL_ENCRYPTION_EVENT } from "@plenum/model";
import type { RoomSettings } from "../contract.ts";
import { powerSourceOf, stateOf } from "../members/from-sdk.ts";
import { powerOf } from "../members/power.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import { readSettings } from "./settings.ts";

function settingsOf(engine: Engine, roomId: string): RoomSettings | undefined {
  const room = engine.settledRoom(roomId);
  if (room === undefined) return undefined;
  return readSettings({
    id: roomId,
    create: stateOf(room, "m.room.create"),
    name: stateOf(room, "m.room.name"),
    topic: stateOf(room, "m.room.topic"),
    avatar: stateOf(room, "m.room.avatar"),
    alias: stateOf(room, "m.room.canonical_alias"),
    joinRules: stateOf(room, "m.room.join_rules"),
    history: stateOf(room, "m.room.history_visibility"),
    callEncryption: stateOf(room, CALL_ENCRYPTION_EVENT),
    encrypted: room.hasEncryptionStateEvent(),
    levels: stateOf(room, "m.room.power_levels"),
    ownPower: powerOf(engine.tokens.credentials.userId, powerSourceOf(room)),
  });
}

/** The settings of a room, kept up to date until closed. */
export function watchSettings(
  engine: Engine,
  roomId: string,
): { readonly value: Value<RoomSettings | undefined>; readonly close: () => void } {
  const lifetime = new Lifetime();
  const value = new Value(settingsOf(engine, roomId));
  const read = (): void => value.set(share(value.get(), settingsOf(engine, roomId)));
  lifetime.add(
    engine.bus.onRoom(roomId, (aspect) => {
      if (aspect === "state" || aspect === "timeline") read();
    }),
  );
  lifetime.add(engine.lifetime.add(() => lifetime.end()));
  return { value, close: () => lifetime.end() };
}
