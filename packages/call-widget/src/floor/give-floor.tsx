import { Button } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import type { ListedPerson } from "../people/people-panel.tsx";
import { useCallPart, useTexts } from "../views/use-call.ts";

/** Gives somebody the floor, upon which the server lowers their hand, or takes it back. */
export function GiveFloor({
  call,
  person,
  prominent = false,
}: {
  call: Call;
  person: ListedPerson;
  prominent?: boolean;
}): ReactNode {
  const t = useTexts();
  const { control, busy, presenters } = useCallPart(call, ({ floor }) => floor);
  const { userId, isModerator } = person.participant;
  if (control?.floor !== true || userId === undefined) return null;
  // Whoever may speak anyway has nothing to be given.
  if (isModerator || presenters.includes(userId)) return null;
  const given = !person.holder;
  return (
    <Button
      size="small"
      variant={prominent && given ? "primary" : "secondary"}
      busy={busy}
      aria-label={`${given ? t("floor.give") : t("floor.take")}: ${person.name}`}
      onClick={() => void call.changeFloor({ kind: "floor", userId, given })}
    >
      {given ? t("floor.give") : t("floor.take")}
    </Button>
  );
}
