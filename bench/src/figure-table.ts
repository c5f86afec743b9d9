import { table } from "../../apps/cli/src/terminal/table.ts";
import type { Figure } from "./figure.ts";

function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) {
    return Math.round(value).toLocaleString("en-GB");
  }
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}

/** True or false against the aim; undefined where there is none. */
export function meetsAim(figure: Pick<Figure, "value" | "aim">): boolean | undefined {
  if (!figure.aim) return undefined;
  return "atLeast" in figure.aim
    ? figure.value >= figure.aim.atLeast
    : figure.value <= figure.aim.atMost;
}

function aimText(figure: Figure): string {
  if (!figure.aim) return "";
  const text =
    "atLeast" in figure.aim ? `≥ ${number(figure.aim.atLeast)}` : `≤ ${number(figure.aim.atMost)}`;
  return `${text} ${meetsAim(figure) ? "✓" : "✗"}`;
}

/** Figures as lines of a table for the terminal. */
export function figureTable(figures: readonly Figure[]): string[] {
  const header = ["Bench", "Figure", "Value", "Unit", "Aim", "Spread", "n"];
  const rows = figures.map((figure) => [
    figure.bench,
    figure.figure,
    number(figure.value),
    figure.unit,
    aimText(figure),
    `${number(figure.spread[0])} – ${number(figure.spread[1])}`,
    String(figure.n),
  ]);
  return table(header, rows);
}
