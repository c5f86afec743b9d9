import type { RoomHandle } from "@plenum/matrix";
import { Banner, Button } from "@plenum/ui";
import { DoorOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useAskers } from "../members/use-standing.ts";
import { useRoomNavigation } from "./RoomNavigation.tsx";
import { useRoomAct } from "./use-room-act.ts";

/** Somebody asks to be let in; seen by those who may decide. */
export default function KnockLine({ handle }: { handle: RoomHandle }): ReactNode {
  const { t } = useI18n();
  const { openPanel } = useRoomNavigation();
  const act = useRoomAct();
  const asking = useAskers(handle);
  const [first] = asking;
  if (first === undefined) return null;
  const admit = async (): Promise<void> => {
    await act(async (work) => {
      for (const person of asking) await work.invite(handle.id, person.userId);
    });
  };
  return (
    <Banner
      icon={<DoorOpen aria-hidden="true" />}
      actions={
        <>
          <Button size="small" variant="quiet" onClick={() => openPanel("people")}>
            {t("roomLines.show")}
          </Button>
          <Button size="small" onClick={() => void admit()}>
            {t(asking.length === 1 ? "roomLines.admit" : "roomLines.admitAll")}
          </Button>
        </>
      }
    >
      {t("roomLines.asking", { count: asking.length, name: first.displayName })}
    </Banner>
  );
}
