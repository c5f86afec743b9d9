import {
  templateSettingsSchema,
  type ConferenceTemplate,
  type TemplateSettings,
} from "@plenum/model";

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

export function draftOf(template: ConferenceTemplate): TemplateDraft {
  const { id: _id, version: _version, builtIn: _builtIn, expiry, ...rest } = template;
  return {
    ...rest,
    closing: expiry.closing,
    graceDays: String(expiry.graceDays),
    leadDays: textOf(rest.leadDays),
    retentionDays: textOf(rest.retentionDays),
  };
}

/**
 * The settings that are to be saved.
 * @param template of which is kept what the form does not show
 * @returns undefined where something typed cannot be
 */
export function settingsOf(
  template: ConferenceTemplate,
  draft: TemplateDraft,
): TemplateSettings | undefined {
  const { closing, graceDays, leadDays, retentionDays, ...rest } = draft;
  const parsed = templateSettingsSchema.safeParse({
    ...rest,
    expiry: { ...template.expiry, closing, graceDays: numberOf(graceDays) ?? Number.NaN },
    ...(leadDays.trim() === "" ? {} : { leadDays: numberOf(leadDays) ?? Number.NaN }),
    ...(retentionDays.trim() === ""
      ? {}
      : { retentionDays: numberOf(retentionDays) ?? Number.NaN }),
  });
  return parsed.success ? parsed.data : undefined;
}

function textOf(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

function numberOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined;
}
