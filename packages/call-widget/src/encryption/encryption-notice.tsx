import { Banner } from "@plenum/ui";
import { Lock, ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useCallPart, useTexts } from "../views/use-call.ts";
import { type Shown, useNames } from "./use-names.ts";

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
