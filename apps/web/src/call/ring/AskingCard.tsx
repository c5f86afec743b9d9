import type { Ring } from "@plenum/matrix";
import { Button, IconButton } from "@plenum/ui";
import { BellRing, PhoneOff, X } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";

/** How it stands with the others whom the own call asks for. */
export function AskingCard({
  ring,
  name,
  onAgain,
  onHangUp,
  onClose,
}: {
  ring: Ring;
  name: string;
  onAgain: () => void;
  onHangUp: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { state } = ring;
  const over = state.kind === "declined" || state.kind === "missed";
  return (
    <section className="pl-ring pl-ring--asks" aria-label={t("ring.unknown")}>
      <div className="pl-ring__who">
        <output className="pl-ring__words pl-ring__title">{words()}</output>
        {over ? (
          <IconButton
            size="small"
            label={t("ring.out.close")}
            icon={<X aria-hidden="true" />}
            onClick={onClose}
          />
        ) : null}
      </div>
      <div className="pl-ring__acts">
        {over ? (
          <Button size="small" icon={<BellRing aria-hidden="true" />} onClick={onAgain}>
            {t("ring.out.again")}
          </Button>
        ) : null}
        <Button size="small" icon={<PhoneOff aria-hidden="true" />} onClick={onHangUp}>
          {t("ring.out.hangUp")}
        </Button>
      </div>
    </section>
  );

  function words(): string {
    if (state.kind === "declined") {
      return state.text === undefined
        ? t("ring.out.declined", { name })
        : t("ring.out.declinedWith", { name, text: state.text });
    }
    if (state.kind === "missed") return t("ring.out.missed", { name });
    return t(state.kind === "busy" ? "ring.out.busy" : "ring.out.ringing", { name });
  }
}
