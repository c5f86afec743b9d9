import type { SpeakingRecord } from "@plenum/model";
import type { AuditNote } from "../audit/audit-log.ts";

const ACTS: Readonly<Record<SpeakingRecord["act"], string | undefined>> = {
  given: "floor.given",
  added: "speaking-list.added",
  spoke: "floor.ended",
  moved: "speaking-list.moved",
  removed: "speaking-list.removed",
  opened: "speaking-list.opened",
  closed: "speaking-list.closed",
  rules: "speaking-list.rules-changed",
  cleared: "speaking-list.cleared",
  begun: undefined,
};

/** What the audit log keeps of an entry: what somebody did; what happens by itself is in the list's own log. */
export function auditNoteOf(roomId: string, record: SpeakingRecord): AuditNote | undefined {
  const act = ACTS[record.act];
  if (act === undefined || record.by === undefined) return undefined;
  const { by, person, from, to } = record;
  return {
    actor: by,
    act,
    roomId,
    ...(person === undefined ? {} : { subject: person }),
    details: {
      at: new Date(record.at).toISOString(),
      ...(from === undefined || to === undefined ? {} : { from, to }),
    },
  };
}
