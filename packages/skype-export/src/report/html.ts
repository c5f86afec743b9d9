import { escapeHtml } from "@plenum/model";
import { quotable, type Language } from "../findings/words.ts";
import { REPORT_STYLE } from "./style.ts";
import { REPORT_WORDS, type ReportWords } from "./words.ts";
import type { Report } from "./report.ts";

/** Markup that is made here; everything else is escaped on its way into it. */
class Markup {
  constructor(readonly text: string) {}
}

/** A piece of HTML; whatever is put into it is text unless it is markup itself. */
function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  let text = parts[0] ?? "";
  for (const [at, value] of values.entries()) text += pieceOf(value) + (parts[at + 1] ?? "");
  return new Markup(text);
}

function pieceOf(value: string | number | Markup | readonly Markup[]): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return value.map(({ text }) => text).join("");
  return escapeHtml(quotable(value, 4_000));
}

const NOTHING = new Markup("");

/** The report to read: one file without script that needs nothing from anywhere. */
export function reportHtml(report: Report, language: Language): string {
  const words = REPORT_WORDS[language];
  const number = new Intl.NumberFormat(language);
  const numeral = (value: number): string => number.format(value);
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
  }).format(new Date(report.at));
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${words.title}</title>
        <style>
          ${new Markup(REPORT_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${words.title}</h1>
          <a class="other" href="${words.otherFile}" hreflang="${language === "de" ? "en" : "de"}"
            >${words.other}</a
          >
        </header>
        <p class="quiet">${words.made(when, report.folder)}</p>
        <p class="quiet">
          ${report.rules === undefined ? words.madeRules : words.rules(report.rules)}
        </p>
        <main>
          <p class="verdict ${report.verdict}">${words.verdict[report.verdict]}</p>
          <h2>${words.people}</h2>
          <ul class="totals">
            ${KINDS.map((kind) => html`<li><b>${numeral(report.totals[kind])}</b>${words.kinds[kind]}</li>`)}
          </ul>
          <p><a href="people.csv">people.csv</a>: ${words.csv}</p>
          ${findingsOf(report, words, language, ["stop"])}
          ${undecidedOf(report, words, language, numeral)}
          ${findingsOf(report, words, language, ["problem", "loss"])}
          ${countsOf(report, words, numeral)}
          ${listOf(words.waves, wavesOf(report, words), numeral)}
          ${listOf(words.spaces, report.spaces, numeral)}
          ${listOf(words.rooms, report.rooms, numeral)}
          ${findingsOf(report, words, language, ["note"])}
        </main>
        <footer class="quiet">${words.untouched}</footer>
      </body>
    </html> `.text;
}

const KINDS = ["ok", "conflict", "blocked", "skipped"] as const;

function undecidedOf(
  report: Report,
  words: ReportWords,
  language: Language,
  numeral: (value: number) => string,
): Markup {
  const all = report.totals.conflict + report.totals.blocked;
  if (all === 0)
    return html`<h2>${words.undecided}</h2>
      <p>${words.nobody}</p>`;
  const rows = report.undecided.map(
    (it) =>
      html`<tr>
        <td>
          <span class="tag ${it.kind}">${words.kinds[it.kind]}</span><br />${it.name}<br /><span
            class="quiet"
            >${it.address}</span
          >
        </td>
        <td class="quiet">${it.file}${it.line === undefined ? "" : `:${it.line}`}</td>
        <td>${it.reason[language]}</td>
        <td>${it.mend?.[language] ?? ""}</td>
      </tr>`,
  );
  const shown = report.undecided.length;
  return html`<h2>${words.undecided} (${numeral(all)})</h2>
    ${shown < all ? html`<p>${words.more(shown, all)}</p>` : NOTHING}
    <div class="scroll">
      <table class="people">
        <thead>
          <tr>
            ${words.columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

function findingsOf(
  report: Report,
  words: ReportWords,
  language: Language,
  severities: readonly Report["findings"][number]["severity"][],
): Markup {
  const sections = severities.map((severity) => {
    const groups = report.findings.filter((group) => group.severity === severity);
    if (groups.length === 0) return NOTHING;
    const items = groups.flatMap((group) => {
      const rest = group.count - group.findings.length;
      const lines = group.findings.map((it) => html`<li>${it.text[language]}</li>`);
      if (rest > 0) lines.push(html`<li class="quiet">${words.moreFindings(rest)}</li>`);
      return lines;
    });
    return html`<h2 class="${severity}">${words.severities[severity]}</h2>
      <ul class="findings">
        ${items}
      </ul>`;
  });
  return html`${sections}`;
}

/** Counts that are part of the one before them. */
const PARTS = new Set(["contactsMoved", "messagesOfOthers", "filesMissing", "meetingsMoved"]);

function countsOf(report: Report, words: ReportWords, numeral: (value: number) => string): Markup {
  const rows = Object.entries(words.counts).map(([name, label]) => {
    const part = PARTS.has(name) ? "part" : "";
    return html`<tr>
      <td class="${part}">${label}</td>
      <td class="number">${numeral(report.counts[name] ?? 0)}</td>
    </tr>`;
  });
  return html`<h2>${words.found}</h2>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

function wavesOf(report: Report, words: ReportWords): Report["waves"] {
  if (report.withoutWave === 0) return report.waves;
  return [...report.waves, { name: words.withoutWave, people: report.withoutWave }];
}

function listOf(title: string, list: Report["waves"], numeral: (value: number) => string): Markup {
  if (list.length === 0) return NOTHING;
  const rows = list.map(
    ({ name, people }) =>
      html`<tr>
        <td>${name}</td>
        <td class="number">${numeral(people)}</td>
      </tr>`,
  );
  return html`<h2>${title}</h2>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}
