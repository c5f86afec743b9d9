import { itemOf, NotYet, type Executor, type LedgerRow, type Outcome } from "../executor.ts";
import type { Ledger } from "../ledger.ts";
import type { Members } from "./members.ts";

/**
 * Brings the people of one wave into a room that waves share. The room may belong to another wave: while that
 * one is at work it is waited for, otherwise somebody has to make it first.
 */
export class RoomMembers implements Executor {
  readonly most = 4;
  readonly claim = 4;

  constructor(private readonly deps: { readonly ledger: Ledger; readonly members: Members }) {}

  async make(row: LedgerRow, halted: AbortSignal): Promise<Outcome> {
    const item = itemOf(row, "members");
    const { kind, key } = item.room;
    const { ledger, members } = this.deps;
    const room = await ledger.roomOf(kind, key);
    if (room === undefined) {
      if (await ledger.isComing(kind, key)) throw new NotYet();
      return { state: "failed", problem: "no-room" };
    }
    if (kind === "channel" && !(await ledger.isMade("channel-members", key))) {
      if (await ledger.isComing("channel-members", key)) throw new NotYet();
      // People who come before the history would have it all rung in their ears.
      return { state: "failed", problem: "block-missing" };
    }
    await members.promote(room.roomId, item.managers);
    const people = [...item.managers, ...item.members];
    const counts = await members.bring(room.roomId, people, halted);
    return { state: "done", made: { roomId: room.roomId, ...counts } };
  }

  /** Whoever was made goes with their account; invitations that nobody has answered are taken back. */
  async undo(row: LedgerRow): Promise<Outcome> {
    const item = itemOf(row, "members");
    const { ledger, members } = this.deps;
    const room = await ledger.roomOf(item.room.kind, item.room.key);
    if (room !== undefined) {
      await members.withdraw(room.roomId, [...item.managers, ...item.members]);
    }
    return { state: "undone" };
  }
}
