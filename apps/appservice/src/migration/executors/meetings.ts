import type { MovedMeetingStore } from "../moved-meetings/store.ts";
import { prepareMeeting } from "../moved-meetings/wish.ts";
import { itemOf, type Executor, type LedgerRow, type Outcome } from "../executor.ts";

/** Lays meetings before their organisers, and makes their old addresses known. Nothing is sent. */
export class MeetingPreparation implements Executor {
  readonly most = 6;
  readonly claim = 50;

  constructor(private readonly store: MovedMeetingStore) {}

  async make(row: LedgerRow): Promise<Outcome> {
    const item = itemOf(row, "meeting");
    const { key, organiser, subject, joinUrl } = item;
    const prepared = await prepareMeeting(item);
    const of = { key, wave: row.wave, organiser, subject, oldLink: joinUrl };
    await this.store.prepare(of, prepared);
    return {
      state: "done",
      made: {
        link: prepared.link !== undefined,
        ...(prepared.problem === undefined ? {} : { cannotMove: prepared.problem }),
        ...(prepared.wish === undefined || prepared.wish.losses.length === 0
          ? {}
          : { losses: prepared.wish.losses.join(" ") }),
      },
    };
  }

  async undo(row: LedgerRow): Promise<Outcome> {
    return (await this.store.forget(row.key))
      ? { state: "undone" }
      : { state: "kept", problem: "approved" };
  }
}
