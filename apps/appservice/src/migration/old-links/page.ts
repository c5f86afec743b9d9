import { createHash } from "node:crypto";
import { escapeHtml } from "@plenum/model";

export type PageLanguage = "de" | "en";

/** What a page says to whoever has opened an old address. */
export type OldLinkPage =
  /** Nobody here knows it, or its organiser has not moved yet: both look the same but for a day. */
  | { readonly kind: "not-moved"; readonly day: string | undefined }
  /** It is approved, and its room is being made. */
  | { readonly kind: "soon" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "too-many" }
  | { readonly kind: "trouble" };

interface Sentences {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A page with the status that goes with it. */
export function oldLinkPage(
  page: OldLinkPage,
  language: PageLanguage,
  agency: string,
): { readonly status: number; readonly html: string; readonly headers: Record<string, string> } {
  const { title, lines } = sentencesOf(page, language);
  const refresh = page.kind === "soon" ? '<meta http-equiv="refresh" content="5">' : "";
  const html = [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="robots" content="noindex">${refresh}`,
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...lines.map((line) => `<p>${escapeHtml(line)}</p>`),
    `</main><footer><p>${escapeHtml(agency)}</p></footer></body></html>`,
  ].join("\n");
  return {
    status: STATUS[page.kind],
    html,
    headers: {
      "Content-Security-Policy": POLICY,
      "Content-Language": language,
      Vary: "Accept-Language",
      ...(page.kind === "soon" ? { "Retry-After": "5" } : {}),
      ...(page.kind === "too-many" ? { "Retry-After": "300" } : {}),
    },
  };
}

const STATUS: Readonly<Record<OldLinkPage["kind"], number>> = {
  "not-moved": 404,
  soon: 503,
  cancelled: 410,
  "too-many": 429,
  trouble: 503,
};

const STYLE =
  ":root{color-scheme:light dark;font:1.125rem/1.6 system-ui,sans-serif}" +
  "body{max-width:38rem;margin:0 auto;padding:3rem 1.25rem}h1{font-size:1.5rem;line-height:1.3}" +
  "footer{margin-top:3rem;border-top:1px solid;font-size:1rem}";
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

type Words = Readonly<Record<OldLinkPage["kind"], Sentences>>;

const GERMAN: Words = {
  "not-moved": {
    title: "Diese Besprechung ist (noch) nicht umgezogen",
    lines: [
      "Der Link führte in Skype for Business, das nicht mehr verwendet wird. In Plenum gibt es zu ihm bisher keine Besprechung.",
      "Bitte fragen Sie die Person, die Sie eingeladen hat, nach dem neuen Link. Schauen Sie auch in Ihr Postfach: Ist die Besprechung umgezogen, kam der neue Link als geänderte Einladung.",
      "Sie müssen nichts weiter tun. Ihr Kalendereintrag bleibt, wie er ist.",
    ],
  },
  soon: {
    title: "Der Raum wird eingerichtet",
    lines: ["Das dauert einige Sekunden. Diese Seite geht von selbst weiter."],
  },
  cancelled: {
    title: "Diese Besprechung wurde abgesagt",
    lines: [
      "Bitte fragen Sie die Person, die Sie eingeladen hat, wenn Sie etwas anderes erwarten.",
    ],
  },
  "too-many": {
    title: "Zu viele Versuche",
    lines: [
      "Von Ihrem Anschluss aus wurden zu viele unbekannte Links geöffnet. Bitte versuchen Sie es in fünf Minuten noch einmal.",
    ],
  },
  trouble: {
    title: "Gerade nicht erreichbar",
    lines: ["Am Link liegt es nicht. Bitte versuchen Sie es in einer Minute noch einmal."],
  },
};

const ENGLISH: Words = {
  "not-moved": {
    title: "This meeting has not moved (yet)",
    lines: [
      "The link led to Skype for Business, which is no longer in use. In Plenum there is no meeting for it so far.",
      "Please ask the person who invited you for the new link. Look into your mail as well: if the meeting has moved, the new link came as a changed invitation.",
      "You need not do anything else. Your calendar entry stays as it is.",
    ],
  },
  soon: {
    title: "The room is being made",
    lines: ["This takes some seconds. This page goes on by itself."],
  },
  cancelled: {
    title: "This meeting was cancelled",
    lines: ["Please ask the person who invited you if you expect something else."],
  },
  "too-many": {
    title: "Too many attempts",
    lines: [
      "Too many unknown links were opened from your connection. Please try again in five minutes.",
    ],
  },
  trouble: {
    title: "Not available at the moment",
    lines: ["It is not the fault of the link. Please try again in a minute."],
  },
};

function sentencesOf(page: OldLinkPage, language: PageLanguage): Sentences {
  const words = language === "de" ? GERMAN : ENGLISH;
  const { title, lines } = words[page.kind];
  if (page.kind !== "not-moved" || page.day === undefined) return { title, lines };
  const [what = "", ...rest] = lines;
  const day =
    language === "de"
      ? `Wer dazu eingeladen hat, wechselt am ${dayText(page.day, "de-DE")} zu Plenum.`
      : `Whoever invited to it changes to Plenum on ${dayText(page.day, "en-GB")}.`;
  return { title, lines: [what, day, ...rest] };
}

/** "2. Februar 2027" of `2027-02-02`. */
function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}
