import { z } from "zod";
import { lineSchema } from "../text.ts";
import { LONGEST_TEMPLATE } from "./template.ts";

/** Days before and after the change on which people are written to. */
export const MAIL_STAGES = ["t-14", "t-3", "t-0", "t+7"] as const;
export const mailStageSchema = z.enum(MAIL_STAGES);
export type MailStage = z.infer<typeof mailStageSchema>;

/** `POST /api/v1/migration/waves/{wave}/mails`. */
export const sendMailsRequestSchema = z.object({
  stage: mailStageSchema,
  language: z.enum(["de", "en"]),
  template: z.string().min(1).max(LONGEST_TEMPLATE),
  /** Whom people may ask. */
  contact: lineSchema(300),
  /** Without it nothing is sent: the answer shows what would be. */
  send: z.boolean().default(false),
});
export type SendMailsRequest = z.input<typeof sendMailsRequestSchema>;

/** Mails that an answer shows. */
export const SHOWN_MAILS = 3;

export const sendMailsResponseSchema = z.object({
  /** Mails that are, or would be, newly queued. */
  queued: z.number().int(),
  /** People who have one of this stage already. */
  before: z.number().int(),
  /** People without a mail address, who are not written to. */
  withoutAddress: z.number().int(),
  /** The first ones, as they look. */
  examples: z.array(
    z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
  ),
});
export type SendMailsResponse = z.infer<typeof sendMailsResponseSchema>;

/** `GET /api/v1/migration/waves/{wave}/mails`. */
export const waveMailsSchema = z.object({
  stages: z.array(
    z.object({
      stage: mailStageSchema,
      waiting: z.number().int(),
      sent: z.number().int(),
      failed: z.number().int(),
    }),
  ),
});
export type WaveMails = z.infer<typeof waveMailsSchema>;
