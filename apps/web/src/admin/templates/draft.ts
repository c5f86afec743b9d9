import { templateIdSchema, templateSettingsSchema, type TemplateSettings } from "@plenum/model";

/** A template while somebody changes it: numbers as they are typed. */
export interface TemplateDraft extends Omit<
  TemplateSettings,
  "expiry" | "leadDays" | "retentionDays"
> {
  readonly closing: TemplateSettings["expiry"]["closing"];
  readonly graceDays: string;
  /** Empty: at once. */
  readonly leadDays: string;
  /** Empty: messages are kept. */
  readonly retentionDays: string;
}

/** @param template of a template its settings alone: whose they are is not in a draft */
export function draftOf(template: TemplateSettings): TemplateDraft {
  const { expiry, leadDays, retentionDays, ...rest } = templateSettingsSchema
    .strip()
    .parse(template);
  return {
    ...rest,
    closing: expiry.closing,
    graceDays: String(expiry.graceDays),
    leadDays: textOf(leadDays),
    retentionDays: textOf(retentionDays),
  };
}

/**
 * What is to be saved of a draft.
 * @param template of which is kept what the form does not show
 * @returns the settings, or the fields in which something typed cannot be: `name.de`, `expiry.graceDays`, …
 */
export function readDraft(
  template: Pick<TemplateSettings, "expiry">,
  draft: TemplateDraft,
): { readonly settings: TemplateSettings | undefined; readonly wrong: ReadonlySet<string> } {
  const { closing, graceDays, leadDays, retentionDays, ...rest } = draft;
  const parsed = templateSettingsSchema.safeParse({
    ...rest,
    expiry: { ...template.expiry, closing, graceDays: numberOf(graceDays) ?? Number.NaN },
    ...(leadDays.trim() === "" ? {} : { leadDays: numberOf(leadDays) ?? Number.NaN }),
    ...(retentionDays.trim() === ""
      ? {}
      : { retentionDays: numberOf(retentionDays) ?? Number.NaN }),
  });
  const issues = parsed.error?.issues ?? [];
  return { settings: parsed.data, wrong: new Set(issues.map(({ path }) => path.join("."))) };
}

const LONGEST_ID = 40;

/** A name for files and other systems that goes with the name that people read; empty where there is none. */
export function idFrom(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[äöü]/g, (letter) => `${letter.normalize("NFD").charAt(0)}e`)
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_ID)
    .replaceAll(/^-+|-+$/g, "");
}

/** What is wrong with the id of a new template. @param known ids that are taken */
export function idTrouble(id: string, known: readonly string[]): "idWrong" | "idTaken" | undefined {
  if (!templateIdSchema.safeParse(id).success) return "idWrong";
  return known.includes(id) ? "idTaken" : undefined;
}

function textOf(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

function numberOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined;
}
