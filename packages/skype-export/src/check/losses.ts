import type { ChatExport } from "../chat/export.ts";
import type { RetentionCounter } from "../chat/retention.ts";
import type { Finding } from "../findings/finding.ts";
import type { CheckCounts } from "./check.ts";
import type { Sources } from "./sources.ts";

/** Rooms that lose history are named one by one up to so many. */
const MOST_ROOMS = 100;

interface Known {
  readonly counts: CheckCounts;
  readonly sources: Sources;
  readonly chat: ChatExport | undefined;
  readonly retention: RetentionCounter | undefined;
}

/** What cannot be taken along, so that nobody finds out afterwards. */
export function lossesOf({ counts, sources, chat, retention }: Known): readonly Finding[] {
  const losses: Finding[] = [
    loss("loss-pins"),
    loss("loss-presence"),
    loss("loss-response-groups"),
  ];
  if (sources.mails > 0) losses.push(loss("loss-archive", { count: sources.mails }));
  if (counts.filesMissing > 0) losses.push(loss("loss-files", { count: counts.filesMissing }));
  const others = counts.meetings - counts.meetingsMoved;
  if (others > 0) losses.push(loss("loss-meetings", { count: others }));
  if (counts.messages > 0 && retention === undefined) {
    losses.push({ code: "retention-unknown", severity: "note", facts: {} });
  }
  const rooms = retention?.losses() ?? [];
  const names = new Map(chat?.channels.map(({ id, name }) => [id, name]));
  for (const { channelId, lost, kept, oldest, newest } of rooms.slice(0, MOST_ROOMS)) {
    losses.push(
      loss("loss-history", {
        room: names.get(channelId) ?? channelId,
        lost,
        kept,
        from: day(oldest),
        to: day(newest),
      }),
    );
  }
  if (rooms.length > MOST_ROOMS) {
    const rest = rooms.slice(MOST_ROOMS);
    const lost = rest.reduce((sum, room) => sum + room.lost, 0);
    losses.push(loss("loss-history-more", { rooms: rest.length, lost }));
  }
  return losses;
}

function loss(code: string, facts: Finding["facts"] = {}): Finding {
  return { code, severity: "loss", facts };
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
