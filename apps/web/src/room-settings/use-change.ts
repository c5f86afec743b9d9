import type { RoomChange, RoomWork } from "@plenum/matrix";
import { useState } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Writing one field of the settings: under way, failed with a sentence, or saved. */
export interface Saving {
  readonly busy: boolean;
  readonly failed: string | undefined;
  readonly saved: boolean;
  readonly run: (work: (work: RoomWork) => Promise<unknown>) => Promise<boolean>;
}

export function useSaving(): Saving {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [state, setState] = useState<"idle" | "busy" | "saved">("idle");
  const [failed, setFailed] = useState<string>();
  return {
    busy: state === "busy",
    saved: state === "saved",
    failed,
    async run(work) {
      setState("busy");
      setFailed(undefined);
      try {
        await work(await session.roomWork());
        setState("saved");
        return true;
      } catch (error) {
        setState("idle");
        setFailed(t(`problem.matrix.${failureCode(error)}`));
        return false;
      }
    },
  };
}

/**
 * One value of a setting: what was chosen shows at once and until the server has it; what it
 * refuses goes back, with the reason.
 */
export function useChange<Value>(
  roomId: string,
  stored: Value,
  toChange: (value: Value) => RoomChange,
): Saving & { readonly value: Value; readonly set: (value: Value) => Promise<boolean> } {
  const saving = useSaving();
  const [wanted, setWanted] = useState<{ readonly value: Value }>();
  return {
    ...saving,
    value: wanted === undefined ? stored : wanted.value,
    async set(value) {
      setWanted({ value });
      const done = await saving.run(async (work) => work.change(roomId, toChange(value)));
      setWanted(undefined);
      return done;
    },
  };
}
