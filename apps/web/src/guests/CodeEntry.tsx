import { readGuestCode, shownGuestCode } from "@plenum/model";
import { Button, TextField } from "@plenum/ui";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useApp } from "../app/AppContext.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { DoorFrame } from "./DoorFrame.tsx";

/** Where a guest types the code that was read out over the telephone. Typing errors show at once. */
export function CodeEntry(): ReactNode {
  const { t } = useI18n();
  const { config } = useApp();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = config.agency.name;
  }, [config]);

  const go = (): void => {
    const read = readGuestCode(typed);
    if (read.kind === "code") {
      navigate(`/join/${shownGuestCode(read.code)}`);
      return;
    }
    setError(
      read.kind === "wrong-length"
        ? t("door.code.wrong-length", { count: read.length })
        : read.kind === "wrong-symbol"
          ? t("door.code.wrong-symbol", { symbol: read.symbol })
          : t("door.code.mistyped"),
    );
    field.current?.focus();
  };

  return (
    <DoorFrame>
      <p className="pl-sign-in__agency">{config.agency.name}</p>
      <h1>{t("door.code.title")}</h1>
      <form
        className="pl-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <TextField
          ref={field}
          label={t("door.code.label")}
          description={t("door.code.text")}
          className="pl-guest-code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          value={typed}
          error={error}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <Button type="submit" variant="primary" wide>
          {t("door.code.go")}
        </Button>
      </form>
    </DoorFrame>
  );
}
