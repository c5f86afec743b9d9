import type { MatrixSession, RoomHandle } from "@plenum/matrix";
import { failureCode } from "../../session/failure.ts";
import type { Sides } from "../../sides/sides.ts";
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

/**
 * Carries out a command. Never throws: what went wrong is a problem to be shown.
 * @param sides knows who is still in the former system
 */
export async function runCommand(
  text: string,
  session: MatrixSession,
  handle: RoomHandle,
  sides: Pick<Sides, "find"> | undefined,
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
        return await carryOut(parsed, session, handle, sides);
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
  sides: Pick<Sides, "find"> | undefined,
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
      const coming = await nameOfComing(people, session, sides);
      if (coming !== undefined) return problem({ kind: "coming", name: coming });
      for (const userId of people) await handle.invite(userId);
      return { kind: "done", did: "invited", count: people.length };
    }
    case "message": {
      const [userId, ...others] = userIdsOf(argument) ?? [];
      if (userId === undefined || others.length > 0) return problem({ kind: "badPeople" });
      const coming = await nameOfComing([userId], session, sides);
      if (coming !== undefined) return problem({ kind: "coming", name: coming });
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

/** The first of them who has no account yet: whoever writes to them is not read. */
async function nameOfComing(
  people: readonly string[],
  session: Pick<MatrixSession, "searchPeople">,
  sides: Pick<Sides, "find"> | undefined,
): Promise<string | undefined> {
  for (const { userId, name } of (await sides?.find(people)) ?? []) {
    // An account that the move does not know of.
    const found = await session.searchPeople(userId).catch(() => []);
    if (!found.some((person) => person.userId === userId)) return name;
  }
  return undefined;
}

function problem(notice: Notice): CommandResult {
  return { kind: "problem", notice };
}
