import type { GuestInside, GuestLink } from "@plenum/model";
import { Button, InlineMessage } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { ChangeGuestLink } from "./ChangeGuestLink.tsx";
import { endGuestStay, revokeGuestLink } from "./guest-api.ts";
import { linkState } from "./link-state.ts";

/** One guest link of a room: what it gives, who came through it, and what can be done about it. */
export function LinkEntry({
  link,
  readAt,
  onChanged,
}: {
  link: GuestLink;
  /** When the list was read; ms since the epoch. */
  readAt: number;
  onChanged: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [changing, setChanging] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const state = linkState(link, readAt);
  const name = link.label === "" ? t("guests.unnamed") : link.label;

  const run = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
      onChanged();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const facts = [
    t(`guests.role.${link.role}`),
    state === "open"
      ? t("guests.until", { time: dates.dateTime(Date.parse(link.expiresAt)) })
      : state === "not-yet" && link.notBefore !== undefined
        ? t("guests.opens", { time: dates.dateTime(Date.parse(link.notBefore)) })
        : t(`guests.state.${state}`),
    t("guests.uses", { uses: link.uses, count: link.maxUses }),
    ...(link.withCode ? [t("guests.has.code")] : []),
    ...(link.lobby ? [t("guests.has.lobby")] : []),
    ...(link.withPassword ? [t("guests.has.password")] : []),
  ];
  return (
    <li className="pl-link">
      <div className="pl-link__text">
        <b>{name}</b>
        <span className="pl-small pl-muted">{facts.join(" · ")}</span>
      </div>
      {link.revoked ? null : (
        <Button
          size="small"
          variant="quiet"
          aria-expanded={changing}
          aria-label={t("guests.changeLink", { name })}
          onClick={() => setChanging(!changing)}
        >
          {t("guests.change")}
        </Button>
      )}
      {state === "open" || state === "not-yet" || link.guests.length > 0 ? (
        <Button
          size="small"
          busy={busy}
          aria-label={t("guests.revokeLink", { name })}
          onClick={() => void run(() => revokeGuestLink(api, link))}
        >
          {t("guests.revoke")}
        </Button>
      ) : null}
      {changing ? (
        <ChangeGuestLink
          link={link}
          onChanged={() => {
            setChanging(false);
            onChanged();
          }}
        />
      ) : null}
      {link.guests.length === 0 ? null : (
        <ul className="ui-list pl-link__guests" aria-label={t("guests.inside", { name })}>
          {link.guests.map((guest) => (
            <Guest
              key={guest.userId}
              guest={guest}
              disabled={busy}
              onEnd={() => void run(() => endGuestStay(api, link.roomId, guest.userId))}
            />
          ))}
        </ul>
      )}
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
    </li>
  );
}

function Guest({
  guest,
  disabled,
  onEnd,
}: {
  guest: GuestInside;
  disabled: boolean;
  onEnd: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  return (
    <li className="pl-link__guest">
      <span className="pl-link__name">
        <bdi>{guest.displayName}</bdi>{" "}
        <span className="pl-small pl-muted">
          {guest.state === "waiting"
            ? t("guests.waiting")
            : t("guests.since", { time: dates.dateTime(Date.parse(guest.since)) })}
        </span>
      </span>
      <Button
        size="small"
        variant="quiet"
        disabled={disabled}
        aria-label={t("guests.removeGuest", { name: guest.displayName })}
        onClick={onEnd}
      >
        {t("guests.remove")}
      </Button>
    </li>
  );
}
