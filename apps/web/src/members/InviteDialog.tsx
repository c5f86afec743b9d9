import type { RoomSummary } from "@plenum/matrix";
import { Button, Dialog, TextArea } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PeoplePicker, type PickedPerson } from "../people/PeoplePicker.tsx";
import { useAddressRoom } from "../rooms/use-address-room.ts";
import { useRoom } from "../rooms/use-room.ts";
import { InviteProgress } from "./InviteProgress.tsx";
import { InviteReview } from "./InviteReview.tsx";
import { parseInviteList, type FoundPerson, type ListedPerson } from "./invite-list.ts";
import { readWaiting } from "./waiting-invites.ts";
import "./members.css";

/** Inviting people: some by name, or a whole list that was pasted. */
export default function InviteDialog({ onClose }: { onClose: () => void }): ReactNode {
  const room = useAddressRoom();
  return room === undefined ? null : <Invite key={room.id} room={room} onClose={onClose} />;
}

type Step =
  | { readonly kind: "choose" }
  | { readonly kind: "review"; readonly list: readonly ListedPerson[] }
  /** Not begun by itself where it was left over from before. */
  | { readonly kind: "invite"; readonly people: readonly FoundPerson[]; readonly begin: boolean };

function Invite({ room, onClose }: { room: RoomSummary; onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const [step, setStep] = useState<Step>(() => {
    const waiting = readWaiting(room.id);
    return waiting.length === 0
      ? { kind: "choose" }
      : { kind: "invite", people: waiting, begin: false };
  });
  const [picked, setPicked] = useState<readonly PickedPerson[]>([]);
  const [pasted, setPasted] = useState("");
  const title = t("members.inviteTitle", { room: room.name });
  if (step.kind === "invite") {
    return (
      <InviteProgress
        title={title}
        roomId={room.id}
        people={step.people}
        begin={step.begin}
        onClose={onClose}
      />
    );
  }
  if (step.kind === "review") {
    return (
      <WithMembers
        title={title}
        roomId={room.id}
        list={step.list}
        picked={picked}
        onBack={() => setStep({ kind: "choose" })}
        onInvite={(people) => setStep({ kind: "invite", people, begin: true })}
        onClose={onClose}
      />
    );
  }
  return (
    <Choose
      title={title}
      picked={picked}
      onPicked={setPicked}
      pasted={pasted}
      onPasted={setPasted}
      onClose={onClose}
      onList={(list) =>
        setStep(
          list.length === 0
            ? { kind: "invite", people: picked, begin: true }
            : { kind: "review", list },
        )
      }
    />
  );
}

function Choose({
  title,
  picked,
  onPicked,
  pasted,
  onPasted,
  onList,
  onClose,
}: {
  title: string;
  picked: readonly PickedPerson[];
  onPicked: (people: readonly PickedPerson[]) => void;
  pasted: string;
  onPasted: (text: string) => void;
  onList: (list: readonly ListedPerson[]) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [empty, setEmpty] = useState(false);
  const list = parseInviteList(pasted);
  const next = (): void => {
    const nobody = list.length === 0 && picked.length === 0;
    setEmpty(nobody);
    if (!nobody) onList(list);
  };
  return (
    <Dialog
      title={title}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={next}
      size="wide"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary">
            {list.length > 0
              ? t("members.check", { count: list.length })
              : picked.length === 0
                ? t("people.invite")
                : t("people.inviteCount", { count: picked.length })}
          </Button>
        </>
      }
    >
      <PeoplePicker label={t("members.byName")} people={picked} onChange={onPicked} focusAtOnce />
      <TextArea
        label={t("members.list")}
        description={t("members.listText")}
        rows={5}
        value={pasted}
        error={empty ? t("members.listEmpty") : undefined}
        onChange={(event) => onPasted(event.currentTarget.value)}
      />
    </Dialog>
  );
}

function WithMembers({
  roomId,
  ...rest
}: Omit<Parameters<typeof InviteReview>[0], "present"> & { roomId: string }): ReactNode {
  const handle = useRoom(roomId);
  return handle === undefined ? null : <Present members={handle.members} {...rest} />;
}

function Present({
  members,
  ...rest
}: Omit<Parameters<typeof InviteReview>[0], "present"> & {
  members: NonNullable<ReturnType<typeof useRoom>>["members"];
}): ReactNode {
  const people = useObservable(members);
  const present = new Set(
    people.flatMap(({ userId, membership }) => (membership === "knock" ? [] : [userId])),
  );
  return <InviteReview present={present} {...rest} />;
}
