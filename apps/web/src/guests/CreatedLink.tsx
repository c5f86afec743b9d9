import type { CreateGuestLinkResponse } from "@plenum/model";
import { Button, TextField } from "@plenum/ui";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Address and code of a link that was just made; nobody can read them again. */
export function CreatedLink({
  link,
  onDone,
}: {
  link: CreateGuestLinkResponse;
  onDone: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  return (
    <div className="pl-form">
      <TextField
        label={t("guests.url")}
        description={t("guests.once")}
        readOnly
        value={link.url}
        onFocus={(event) => event.currentTarget.select()}
      />
      {link.code === undefined ? null : (
        <TextField
          label={t("guests.code")}
          description={t("guests.codeText", { page: new URL("/join", link.url).host + "/join" })}
          className="pl-guest-code"
          readOnly
          value={link.code}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <div className="pl-row">
        <Button
          variant="primary"
          icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          onClick={() => {
            void navigator.clipboard.writeText(link.url).then(() => setCopied(true));
          }}
        >
          {copied ? t("common.copied") : t("guests.copy")}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t("guests.another")}
        </Button>
      </div>
    </div>
  );
}
