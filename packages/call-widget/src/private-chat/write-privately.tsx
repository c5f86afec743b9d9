import { isPhoneUserId } from "@plenum/model";
import { Button } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import type { ListedPerson } from "../people/people-panel.tsx";
import { useCallPart, useTexts } from "../views/use-call.ts";

/**
 * Writes to somebody of the call alone. A guest's account opens one room and nothing else, so there is no
 * room for two with a guest.
 */
export function WritePrivately({
  call,
  person: { participant },
}: {
  call: Call;
  person: ListedPerson;
}): ReactNode {
  const t = useTexts();
  const available = useCallPart(call, (snapshot) => snapshot.privateChat.available);
  const { userId, isGuest } = participant;
  if (!available || isGuest || userId === undefined || isPhoneUserId(userId)) return null;
  return (
    <Button size="small" onClick={() => call.writePrivately(userId)}>
      {t("privateChat.write")}
    </Button>
  );
}
