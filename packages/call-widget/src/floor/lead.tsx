import { InlineMessage, Switch } from "@plenum/ui";
import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import type { Call, LockKind } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";

const KINDS: readonly LockKind[] = ["audio", "video", "desktop"];

/** What a moderator sets for everybody: lecture or meeting, and who may speak, show and share. */
export function Lead({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { control, lecture, locks, busy, problem } = useCallPart(call, ({ floor }) => floor);
  if (control === undefined || (!control.conference && !control.roles)) return null;
  const locked = KINDS.some((kind) => locks[kind]);
  return (
    <>
      <details className="call-lead">
        <summary>
          <SlidersHorizontal aria-hidden="true" size={16} />
          {lecture ? t("floor.leadLecture") : locked ? t("floor.leadLocked") : t("floor.lead")}
        </summary>
        {control.conference ? (
          <div className="call-lead__switches">
            <Switch
              label={t("floor.lecture")}
              description={t("floor.lectureHint")}
              checked={lecture}
              disabled={busy}
              onChange={(on) => void call.changeFloor({ kind: "lecture", on })}
            />
            {lecture ? null : (
              <>
                {KINDS.map((media) => (
                  <Switch
                    key={media}
                    label={t(`floor.allow.${media}`)}
                    checked={!locks[media]}
                    disabled={busy}
                    onChange={(allowed) =>
                      void call.changeFloor({ kind: "lock", media, locked: !allowed })
                    }
                  />
                ))}
                <p className="call-panel__hint">{t("floor.allowHint")}</p>
              </>
            )}
          </div>
        ) : (
          <p className="call-panel__hint">{t("floor.noConference")}</p>
        )}
      </details>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{t(`floor.problem.${problem}`)}</InlineMessage>
      )}
    </>
  );
}
