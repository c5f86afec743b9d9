import type { RoomHandle } from "@plenum/matrix";
import { useToast } from "@plenum/ui";
import { useCallback } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { isTooLong, type WrittenText } from "./message.ts";
import type { Notice } from "./notice.ts";
import { threadPlace, type ComposerThread } from "./place.ts";
import type { ComposerTarget } from "./target.ts";
import type { Sender } from "./use-send.ts";

/** Schedules what is written; tells why if that is not possible. */
export function useSchedule(
  handle: RoomHandle,
  thread: ComposerThread | undefined,
  { ready }: Sender,
): (
  written: WrittenText,
  target: ComposerTarget | undefined,
  sendAt: number,
) => Promise<Notice | undefined> {
  const { t } = useI18n();
  const dates = useDates();
  const toast = useToast();
  const { session } = useWorkspace();
  return useCallback(
    async (written, target, sendAt) => {
      if (isTooLong(written.text)) return { kind: "tooLong" };
      try {
        const { body, html, mentions } = await ready(written);
        const into = threadPlace(thread);
        const scheduled = await session.scheduled();
        await scheduled.schedule(
          handle.id,
          {
            text: body,
            mentions,
            ...(html === undefined ? {} : { html }),
            ...(into === undefined ? {} : { thread: into }),
            ...(target?.kind === "reply" ? { replyTo: target.eventId } : {}),
          },
          sendAt,
        );
        toast({ text: t("scheduled.planned", { time: dates.dateTime(sendAt) }) });
        return undefined;
      } catch (error) {
        return { kind: "notScheduled", code: failureCode(error) };
      }
    },
    [handle, thread, ready, session, toast, dates, t],
  );
}
