import { Banner, PopoverButton } from "@plenum/ui";
import { Lock, Shield as ShieldIcon, ShieldAlert, ShieldCheck, ShieldOff } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant, EncryptionSlice } from "../contract/index.ts";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";

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

interface Shown {
  readonly call: Call;
  readonly describe: Describe | undefined;
}

/** The names behind endpoints, in the order of the list of people. */
function useNames({ call, describe }: Shown): (ids: readonly string[]) => string {
  const t = useTexts();
  const participants = useCallPart(call, (snapshot) => snapshot.participants);
  const nameOf = (one: CallParticipant): string =>
    describe?.(one).name ?? (one.displayName || t("tiles.unnamed"));
  return (ids) =>
    participants
      .filter(({ id }) => ids.includes(id))
      .map(nameOf)
      .join(", ");
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

/** Whom one neither sees nor hears because of the encryption, and why. */
export function EncryptionNotice(shown: Shown): ReactNode {
  const t = useTexts();
  const slice = useCallPart(shown.call, ({ encryption }) => encryption);
  const names = useNames(shown);
  if (slice.problem !== undefined) {
    return (
      <Banner tone="warning" icon={<ShieldAlert aria-hidden="true" />}>
        {t(`problems.${slice.problem}`)}
      </Banner>
    );
  }
  if (slice.state === "wanted") {
    return <Banner icon={<Lock aria-hidden="true" />}>{t("encryption.wanted")}</Banner>;
  }
  if (slice.state === "shut-out") {
    return (
      <Banner tone="warning" icon={<ShieldAlert aria-hidden="true" />}>
        {t("encryption.text.out")}
      </Banner>
    );
  }
  if (slice.without.length === 0) return null;
  return (
    <Banner tone="warning" icon={<ShieldAlert aria-hidden="true" />}>
      {t("encryption.without", { names: names(slice.without) })}
    </Banner>
  );
}
