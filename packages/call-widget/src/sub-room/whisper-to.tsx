import { Button } from "@plenum/ui";
import { isPhoneUserId, MAX_SUB_ROOM } from "@plenum/model";
import { Ear } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import type { ListedPerson } from "../people/people-panel.tsx";
import { useCallPart, useTexts } from "../views/use-call.ts";
import "./whisper.css";

/** Asks somebody to talk aside, or to come to where one does so already. */
export function WhisperTo({
  call,
  userId,
  name,
}: {
  call: Call;
  userId: string | undefined;
  name: string;
}): ReactNode {
  const t = useTexts();
  const { available, room } = useCallPart(call, ({ subRoom }) => subRoom);
  if (!available || userId === undefined) return null;
  if (room?.people.some((one) => one.userId === userId)) return null;
  const label = room ? t("whisper.add", { name }) : t("whisper.to", { name });
  return (
    <Button size="small" onClick={() => call.whisperTo([userId])}>
      {label}
    </Button>
  );
}

/** Asks several at once. */
export function WhisperToSeveral({
  call,
  people,
}: {
  call: Call;
  people: readonly ListedPerson[];
}): ReactNode {
  const t = useTexts();
  const { available, room } = useCallPart(call, ({ subRoom }) => subRoom);
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const inside = new Set(room?.people.map(({ userId }) => userId));
  const others = people.flatMap(({ participant: { isLocal, userId }, name }) =>
    isLocal || userId === undefined || inside.has(userId) || isPhoneUserId(userId)
      ? []
      : [{ userId, name }],
  );
  const places = MAX_SUB_ROOM - 1 - (room?.people.length ?? 0);
  const chosen = picked.filter((userId) => others.some((one) => one.userId === userId));
  // For one there is the button at that person.
  if (!available || others.length < (room ? 1 : 2) || places < 1) return null;
  const close = (): void => {
    setOpen(false);
    setPicked([]);
  };
  if (!open) {
    return (
      <div className="call-whisper-several">
        <Button
          size="small"
          variant="quiet"
          icon={<Ear aria-hidden="true" />}
          onClick={() => setOpen(true)}
        >
          {room ? t("whisper.severalAdd") : t("whisper.several")}
        </Button>
      </div>
    );
  }
  return (
    <fieldset className="call-whisper-pick">
      <legend>{t("whisper.pick")}</legend>
      <p className="call-whisper-pick__hint">{t("whisper.pickHint", { count: places })}</p>
      <ul className="call-whisper-pick__list">
        {others.map(({ userId, name }) => {
          const checked = chosen.includes(userId);
          return (
            <li key={userId}>
              <label>
                <input
                  type="checkbox"
                  checked={checked}
                  disabled={!checked && chosen.length >= places}
                  onChange={() =>
                    setPicked(
                      checked ? chosen.filter((one) => one !== userId) : [...chosen, userId],
                    )
                  }
                />
                {name}
              </label>
            </li>
          );
        })}
      </ul>
      <div className="call-whisper-pick__actions">
        <Button size="small" onClick={close}>
          {t("whisper.cancel")}
        </Button>
        <Button
          size="small"
          variant="primary"
          disabled={chosen.length === 0}
          onClick={() => {
            call.whisperTo(chosen);
            close();
          }}
        >
          {t("whisper.start")}
        </Button>
      </div>
    </fieldset>
  );
}
