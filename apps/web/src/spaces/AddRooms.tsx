import type { RoomSummary } from "@plenum/matrix";
import { Button, Dialog, InlineMessage, SearchField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useSaving } from "../room-settings/use-change.ts";
import { RoomAvatar } from "../rooms/RoomAvatar.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Putting rooms and spaces that one is in into a space. */
export function AddRooms({
  space,
  onClose,
}: {
  space: RoomSummary;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const [term, setTerm] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const saving = useSaving();
  const wanted = term.trim().toLocaleLowerCase();
  const offered = [...rooms.values()]
    .filter(
      (room) =>
        room.membership === "join" &&
        !room.isDirect &&
        room.id !== space.id &&
        !space.children.includes(room.id) &&
        room.name.toLocaleLowerCase().includes(wanted),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const add = async (): Promise<void> => {
    const done = await saving.run(async (work) => {
      for (const roomId of chosen) await work.addToSpace(space.id, roomId);
    });
    if (done) onClose();
  };
  return (
    <Dialog
      title={t("spacePage.addTitle", { space: space.name })}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void add()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary" busy={saving.busy} disabled={chosen.size === 0}>
            {t("spacePage.addCount", { count: chosen.size })}
          </Button>
        </>
      }
    >
      <SearchField label={t("spacePage.search")} value={term} onValue={setTerm} focusAtOnce />
      <ul className="ui-list pl-space__offered">
        {offered.map((room) => (
          <li key={room.id}>
            <label className="pl-found">
              <input
                type="checkbox"
                checked={chosen.has(room.id)}
                onChange={(event) => {
                  const next = new Set(chosen);
                  if (event.currentTarget.checked) next.add(room.id);
                  else next.delete(room.id);
                  setChosen(next);
                }}
              />
              <RoomAvatar room={room} size={24} />
              <span className="pl-found__name">{room.name}</span>
            </label>
          </li>
        ))}
      </ul>
      {offered.length === 0 ? <p className="pl-muted">{t("spacePage.nothingToAdd")}</p> : null}
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </Dialog>
  );
}
