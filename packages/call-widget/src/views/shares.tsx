import { MonitorUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";
import { type Describe, useTexts } from "./use-call.ts";

/** Several screens are shared: which of them is to be large. */
export function Shares({
  call,
  describe,
  sharing,
  shown,
}: {
  call: Call;
  describe: Describe | undefined;
  sharing: readonly CallParticipant[];
  /** Key of the person whose screen is large at the moment. */
  shown: string | undefined;
}): ReactNode {
  const t = useTexts();
  return (
    <fieldset className="call-shares">
      <legend className="ui-visually-hidden">{t("view.shares")}</legend>
      {sharing.map((participant) => {
        const person = personKey(participant);
        const name = describe?.(participant).name ?? participant.displayName;
        return (
          <button
            key={participant.id}
            type="button"
            className="call-shares__one"
            aria-pressed={person === shown}
            onClick={() => call.pin({ person, what: "screen" })}
          >
            <MonitorUp aria-hidden="true" size={14} />
            {t("tiles.screen", { name: name || t("tiles.unnamed") })}
          </button>
        );
      })}
    </fieldset>
  );
}
