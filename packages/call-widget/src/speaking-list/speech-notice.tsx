import { Banner, Button } from "@plenum/ui";
import { Timer } from "lucide-react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { type Describe, useCallPart } from "../views/use-call.ts";
import { msToNextStage, stageOf } from "./durations.ts";
import { useListTexts } from "./list-texts.ts";

/**
 * Tells whoever speaks that the time for a speech is nearly over, and when it is; whoever leads hears of
 * the latter as well. Said once for each: the seconds themselves stand in the list.
 */
export default function SpeechNotice({
  call,
  describe,
}: {
  call: Call;
  describe: Describe | undefined;
}): ReactNode {
  const t = useListTexts();
  const { list, control, busy } = useCallPart(call, ({ floor }) => floor);
  const participants = useCallPart(call, (snapshot) => snapshot.participants);
  const limit = list?.limit ?? 0;
  const turns = list?.turns ?? [];
  const now = useStages(turns, limit);
  const self = participants.find(({ isLocal }) => isLocal)?.userId;
  const leads = control?.floor === true;
  return turns.map(({ person, since }) => {
    const stage = stageOf(now - since, limit);
    const own = person === self;
    if (stage === "free" || (!own && (!leads || stage === "soon"))) return null;
    const one = participants.find(({ userId }) => userId === person);
    const name = (one && (describe?.(one).name ?? one.displayName)) ?? t("unknown");
    return (
      <Banner
        key={person}
        tone={stage === "over" ? "danger" : "warning"}
        icon={<Timer aria-hidden="true" />}
        actions={
          leads ? (
            <Button
              size="small"
              busy={busy}
              aria-label={t("endOf", { name })}
              onClick={() =>
                void call.changeFloor({ kind: "list", command: { act: "end", person } })
              }
            >
              {t("end")}
            </Button>
          ) : null
        }
      >
        {own ? t(stage === "over" ? "ownOver" : "ownSoon") : t("otherOver", { name })}
      </Banner>
    );
  });
}

/** Milliseconds: a timer must not wake before the moment that it waits for. */
const LATE = 20;

/** Milliseconds since 1970, anew whenever a speech comes to another stage. */
function useStages(turns: readonly { readonly since: number }[], limit: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const look = (): void => {
      const current = Date.now();
      setNow(current);
      const waits = turns.flatMap(({ since }) => msToNextStage(current - since, limit) ?? []);
      if (waits.length > 0) timer = window.setTimeout(look, Math.min(...waits) + LATE);
    };
    let timer = window.setTimeout(look);
    return () => window.clearTimeout(timer);
  }, [turns, limit]);
  return Math.max(now, ...turns.map(({ since }) => since));
}
