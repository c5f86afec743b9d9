import { SPEECH_KINDS, type SpeakingView } from "@plenum/model";
import { Button, MenuButton } from "@plenum/ui";
import { Hand } from "lucide-react";
import type { ReactNode } from "react";
import type { SpeakingListProps } from "./list-props.ts";
import { useListTexts } from "./list-texts.ts";

/** One's own hand: what for, at which place, and the way to raise or lower it. */
export function OwnHand({
  view,
  hands,
  ownUserId,
  mayRaise,
  onRaise,
}: SpeakingListProps & { readonly view: SpeakingView }): ReactNode {
  const t = useListTexts();
  if (mayRaise === false) return <p className="call-list__note">{t("onlyListens")}</p>;
  if (mayRaise === undefined || view.speakers.some(({ person }) => person === ownUserId))
    return null;
  const row = view.rows.find(({ person }) => person === ownUserId);
  const own = hands.find(({ userId }) => userId === ownUserId);
  if (row === undefined && own === undefined) {
    return (
      <div className="call-list__own">
        <MenuButton label={t("raiseAs")} icon={<Hand aria-hidden="true" />} items={kinds()}>
          {t("raise")}
        </MenuButton>
      </div>
    );
  }
  const kind = t(`kinds.${row?.kind ?? own?.kind ?? "speak"}`);
  return (
    <div className="call-list__own">
      <span>
        {row === undefined || row.pending
          ? t("ownPending", { kind })
          : row.place === 1
            ? t("ownNext", { kind })
            : t("own", { place: row.place, kind })}
      </span>
      <Button size="small" onClick={() => onRaise(undefined)}>
        {t("withdraw")}
      </Button>
    </div>
  );

  function kinds() {
    return SPEECH_KINDS.map((one) => ({
      id: one,
      label: t(`kinds.${one}`),
      disabled: !view.open && one !== "point-of-order",
      onSelect: () => onRaise(one),
    }));
  }
}
