import type { PersonSide } from "@plenum/model/migration";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { Translate } from "../i18n/keys.ts";
import type { Language } from "../i18n/language.ts";
import { movingDay } from "./moving-day.ts";
import "./sides.css";

/** When somebody moves, in words; empty where no day is known. */
export function movesWords(
  person: Pick<PersonSide, "day">,
  t: Translate,
  language: Language,
): string {
  const day = movingDay(person.day, language, Date.now());
  if (day === undefined) return "";
  return day === "today" ? t("sides.movesToday") : t("sides.movesOn", day);
}

/** Where somebody is still to be reached, and until when, on one line of words. */
export function comingWords(
  person: Pick<PersonSide, "day">,
  t: Translate,
  language: Language,
): string {
  return [t("sides.still"), movesWords(person, t, language)].filter(Boolean).join(" · ");
}

/** The quiet mark of a colleague who is still in the former system. */
export function ComingMark({ person }: { person: Pick<PersonSide, "day"> }): ReactNode {
  const { t, language } = useI18n();
  const moves = movesWords(person, t, language);
  return (
    <span className="pl-coming">
      <span className="pl-coming__still">{t("sides.still")}</span>
      {moves === "" ? null : <span>{moves}</span>}
    </span>
  );
}
