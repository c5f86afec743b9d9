import { PopoverButton } from "@plenum/ui";
import { Shield as ShieldIcon, ShieldAlert, ShieldCheck, ShieldOff } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";
import type { EncryptionSlice } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";
import { type Shown, useNames } from "./use-names.ts";

/** What the shield says. */
type ShieldState = "confirmed" | "signed" | "partly" | "off" | "out";

const ICONS = {
  confirmed: ShieldCheck,
  signed: ShieldIcon,
  partly: ShieldAlert,
  off: ShieldOff,
  out: ShieldAlert,
} as const satisfies Record<ShieldState, typeof ShieldIcon>;

function stateOf({ state, without, unconfirmed }: EncryptionSlice): ShieldState {
  if (state === "shut-out") return "out";
  if (state !== "on") return "off";
  if (without.length > 0) return "partly";
  return unconfirmed.length > 0 ? "signed" : "confirmed";
}

/** Whether the call is encrypted from device to device, in one sign; pressed, it says it in words. */
export const Shield = memo(function Shield(shown: Shown): ReactNode {
  const t = useTexts();
  const slice = useCallPart(shown.call, ({ encryption }) => encryption);
  const names = useNames(shown);
  const state = stateOf(slice);
  const Icon = ICONS[state];
  return (
    <div
      className={`call-shield call-shield--${state}`}
      data-encryption={state}
      data-key={slice.keyIndex}
    >
      <PopoverButton
        label={t(`encryption.state.${state}`)}
        title={t("encryption.title")}
        icon={<Icon aria-hidden="true" />}
        size="small"
      >
        {() => (
          <div className="call-shield__text">
            <p className="call-shield__head">{t(`encryption.state.${state}`)}</p>
            <p>{t(`encryption.text.${state}`)}</p>
            {slice.without.length > 0 ? (
              <p>{t("encryption.without", { names: names(slice.without) })}</p>
            ) : null}
            {slice.unconfirmed.length > 0 ? (
              <p>{t("encryption.unconfirmed", { names: names(slice.unconfirmed) })}</p>
            ) : null}
            {slice.state === "on" ? <p>{t("encryption.excludes")}</p> : null}
          </div>
        )}
      </PopoverButton>
    </div>
  );
});
