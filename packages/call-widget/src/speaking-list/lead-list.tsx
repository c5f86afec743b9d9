import { MAX_SPEECH_LIMIT, type SpeakingView } from "@plenum/model";
import { Button, Select, Switch } from "@plenum/ui";
import type { ReactNode } from "react";
import type { SpeakingListProps } from "./list-props.ts";
import { useListTexts } from "./list-texts.ts";

/** Minutes of a speech to choose from. */
const LIMITS = [1, 2, 3, 5, 10, 15, 20, 30];

/** What whoever leads sets for the list as a whole. */
export function Lead({
  view,
  busy,
  locked,
  onCommand,
}: SpeakingListProps & {
  readonly view: SpeakingView;
  readonly onCommand: NonNullable<SpeakingListProps["onCommand"]>;
}): ReactNode {
  const t = useListTexts();
  const waiting = view.rows.length + view.more;
  const chosen = view.limit / 60;
  const limits = LIMITS.includes(chosen) || chosen === 0 ? LIMITS : [...LIMITS, chosen];
  return (
    <details className="call-list__fold">
      <summary>{t("lead")}</summary>
      <div className="call-list__lead">
        <Switch
          label={t("takesHands")}
          description={t("takesHandsHint")}
          checked={view.open}
          disabled={busy}
          onChange={(open) => onCommand({ act: "open", open })}
        />
        {locked ? (
          <Switch
            label={t("onlyFloor")}
            description={t("onlyFloorHint")}
            checked={locked.on}
            disabled={busy}
            onChange={locked.change}
          />
        ) : null}
        <Switch
          label={t("firstTimeFirst")}
          checked={view.firstTimeFirst}
          disabled={busy}
          onChange={(on) => onCommand({ act: "rules", first_time_first: on })}
        />
        <Switch
          label={t("several")}
          checked={view.several}
          disabled={busy}
          onChange={(several) => onCommand({ act: "rules", several })}
        />
        <Select
          label={t("limit")}
          value={String(chosen)}
          disabled={busy}
          onChange={(event) => {
            const limit = Math.round(Number(event.currentTarget.value) * 60);
            onCommand({ act: "rules", limit: Math.min(limit, MAX_SPEECH_LIMIT) });
          }}
        >
          <option value="0">{t("noLimit")}</option>
          {limits
            .toSorted((a, b) => a - b)
            .map((minutes) => (
              <option key={minutes} value={String(minutes)}>
                {t("minutes", { count: minutes })}
              </option>
            ))}
        </Select>
        <div className="call-list__buttons">
          <Button
            size="small"
            disabled={busy || waiting === 0}
            onClick={() => onCommand({ act: "clear", sums: false })}
          >
            {t("clear", { count: waiting })}
          </Button>
          <Button
            size="small"
            disabled={busy || (waiting === 0 && view.sums.length === 0)}
            onClick={() => onCommand({ act: "clear", sums: true })}
          >
            {t("reset")}
          </Button>
        </div>
      </div>
    </details>
  );
}
