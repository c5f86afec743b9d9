import type { RoomHandle } from "@plenum/matrix";
import { useToast } from "@plenum/ui";
import { useCallback } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { usePeople } from "../presence/use-presence.ts";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { isCommand } from "./commands/is-command.ts";
import { isTooLong, trimmed, type WrittenText } from "./message.ts";
import type { Notice } from "./notice.ts";
import type { ComposerTarget } from "./target.ts";
import type { Sender } from "./use-send.ts";

/** What became of a text that was to be sent. */
export type Submitted =
  | { readonly kind: "done" }
  | { readonly kind: "kept"; readonly notice: Notice };

const DONE: Submitted = { kind: "done" };

/** Sends a text or carries out the command that it is. Where neither is possible the text is kept. */
export function useSubmit(
  handle: RoomHandle,
  { send }: Sender,
): (written: WrittenText, target: ComposerTarget | undefined) => Submitted | Promise<Submitted> {
  const { t } = useI18n();
  const toast = useToast();
  const { session } = useWorkspace();
  const sides = usePeople()?.sides;
  const [, navigate] = useLocation();
  return useCallback(
    (written, target) => {
      const { text } = written;
      if (isTooLong(text)) return { kind: "kept", notice: { kind: "tooLong" } };
      const deliver = (what: WrittenText, options: { emote?: boolean; plain?: boolean }): void => {
        send(what, { ...options, target }).catch(() => toast({ text: t("message.actFailed") }));
      };
      if (target?.kind === "edit" || !isCommand(text)) {
        // A stroke that is no command is written twice.
        const drop = target?.kind !== "edit" && text.startsWith("//") ? 1 : 0;
        deliver(trimmed(written, drop), {});
        return DONE;
      }
      return (async (): Promise<Submitted> => {
        const { runCommand } = await import("./commands/run.ts");
        const result = await runCommand(text, session, handle, sides);
        switch (result.kind) {
          case "problem":
            return { kind: "kept", notice: result.notice };
          case "send":
            deliver(trimmed(written, result.from), {
              ...(result.emote === true ? { emote: true } : {}),
              ...(result.plain === true ? { plain: true } : {}),
            });
            return DONE;
          case "done":
            // The new topic is seen in the room itself.
            if (result.did === "invited") {
              toast({ text: t("composer.invited", { count: result.count }) });
            }
            return DONE;
          case "go":
            navigate(result.roomId === undefined ? "/" : roomPath(result.roomId));
            return DONE;
          default:
            return result satisfies never;
        }
      })();
    },
    [handle, send, session, sides, navigate, toast, t],
  );
}
