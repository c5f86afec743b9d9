import type { MatrixSession, RoomHandle } from "@plenum/matrix";
import { failureCode } from "../../session/failure.ts";
import type { Notice } from "../notice.ts";
import { parseCommand, roomOf, userIdsOf, type Command } from "./commands.ts";
import { rightsIn } from "./rights.ts";

/** What a command was good for. */
export type CommandResult =
  | { readonly kind: "problem"; readonly notice: Notice }
  /** The message itself is sent, its text from `from` on. */
  | {
      readonly kind: "send";
      readonly from: number;
      readonly emote?: boolean;
      readonly plain?: boolean;
    }
  | { readonly kind: "done"; readonly did: "topic" }
  | { readonly kind: "done"; readonly did: "invited"; readonly count: number }
  /** Another room, or none, is to be shown. */
  | { readonly kind: "go"; readonly roomId: string | undefined };

/** Carries out a command. Never throws: what went wrong is a problem to be shown. */
export async function runCommand(
  text: string,
  session: MatrixSession,
  handle: RoomHandle,
): Promise<CommandResult> {
  const parsed = parseCommand(text, rightsIn(handle, session));
  switch (parsed.kind) {
    case "unknown":
    case "not-allowed":
      return problem({ kind: parsed.kind, name: parsed.name });
    case "incomplete":
      return problem({ kind: "incomplete", name: parsed.name, command: parsed.command.id });
    case "command":
      try {
        return await carryOut(parsed, session, handle);
      } catch (error) {
        return problem({ kind: "failed", code: failureCode(error) });
      }
    default:
      return parsed satisfies never;
  }
}

async function carryOut(
  { command, argument, from }: { command: Command; argument: string; from: number },
  session: MatrixSession,
  handle: RoomHandle,
): Promise<CommandResult> {
  switch (command.id) {
    case "me":
      return { kind: "send", from, emote: true };
    case "plain":
      return { kind: "send", from, plain: true };
    case "topic": {
      const rooms = await session.roomWork();
      await rooms.change(handle.id, { kind: "topic", topic: argument });
      return { kind: "done", did: "topic" };
    }
    case "invite": {
      const people = userIdsOf(argument);
      if (people === undefined) return problem({ kind: "badPeople" });
      for (const userId of people) await handle.invite(userId);
      return { kind: "done", did: "invited", count: people.length };
    }
    case "message": {
      const [userId, ...others] = userIdsOf(argument) ?? [];
      if (userId === undefined || others.length > 0) return problem({ kind: "badPeople" });
      return { kind: "go", roomId: await session.directRoomWith(userId) };
    }
    case "join": {
      const room = roomOf(argument);
      if (room === undefined) return problem({ kind: "badRoom" });
      return { kind: "go", roomId: await session.joinRoom(room) };
    }
    case "leave":
      await session.leaveRoom(handle.id);
      return { kind: "go", roomId: undefined };
    default:
      return command.id satisfies never;
  }
}

function problem(notice: Notice): CommandResult {
  return { kind: "problem", notice };
}
