import { Button } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import type { ListedPerson } from "../people/people-panel.tsx";
import { useCallPart, useTexts } from "../views/use-call.ts";

/** Puts a telephone onto the speaking list, which cannot raise its hand there. */
export function PutOnList({ call, person }: { call: Call; person: ListedPerson }): ReactNode {
  const t = useTexts();
  const { control, busy, list } = useCallPart(call, ({ floor }) => floor);
  const { userId } = person.participant;
  if (control?.floor !== true || userId === undefined || person.holder) return null;
  if (list?.queue.some((one) => one.person === userId)) return null;
  return (
    <Button
      size="small"
      busy={busy}
      onClick={() =>
        void call.changeFloor({
          kind: "list",
          command: { act: "add", person: userId, kind: "speak" },
        })
      }
    >
      {t("floor.putOnList")}
    </Button>
  );
}
