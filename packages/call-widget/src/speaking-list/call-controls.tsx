import { SPEECH_KINDS, speakingView } from "@plenum/model";
import { MenuButton } from "@plenum/ui";
import { ChevronUp, ListOrdered } from "lucide-react";
import { useMemo } from "react";
import type { ReactNode } from "react";
import type { Call, RaisedHand } from "../contract/index.ts";
import { Control } from "../views/control.tsx";
import { useCallPart } from "../views/use-call.ts";
import { useListTexts } from "./list-texts.ts";
import { OwnTurn } from "./own-turn.tsx";
import { seenHands } from "./seen-hands.ts";

const NO_HANDS: readonly RaisedHand[] = [];

/** In the bar of a call: what one wants to speak for, and the way to the list. Tells of one's own turn. */
export default function ListControls({
  call,
  expanded,
  onOpen,
}: {
  call: Call;
  expanded: boolean;
  onOpen: () => void;
}): ReactNode {
  const t = useListTexts();
  const self = useCallPart(
    call,
    ({ participants }) => participants.find(({ isLocal }) => isLocal)?.userId,
  );
  const list = useCallPart(call, ({ floor }) => floor.list);
  const { room = NO_HANDS, own, may } = useCallPart(call, ({ hands }) => hands);
  const hands = useMemo(() => seenHands(room), [room]);
  const { rows, more, open } = speakingView(list, hands);
  const kind = hands.find(({ userId }) => userId === self)?.kind;
  return (
    <>
      {may ? (
        <MenuButton
          label={t("raiseKind")}
          icon={<ChevronUp aria-hidden="true" />}
          className="call-control call-control--narrow"
          items={SPEECH_KINDS.map((one) => ({
            id: one,
            label:
              own && one === kind ? `${t(`kinds.${one}`)}: ${t("withdraw")}` : t(`kinds.${one}`),
            disabled: !open && one !== "point-of-order" && one !== kind,
            onSelect: () =>
              own && one === kind ? call.raiseHand(false) : call.raiseHand(true, one),
          }))}
        />
      ) : null}
      <Control
        word={t("title")}
        label={t("title")}
        icon={<ListOrdered aria-hidden="true" />}
        count={rows.length + more}
        action="speaking"
        shortcut="L"
        expanded={expanded}
        onClick={onOpen}
      />
      <OwnTurn list={list} hands={hands} ownUserId={self} />
    </>
  );
}
