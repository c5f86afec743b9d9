import { readFile } from "node:fs/promises";
import { externalConferenceSchema, type InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { Trouble, messageOf } from "../terminal/trouble.ts";

type Conference = InstallationConfig["conference"];

const domainName = z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, "no domain name");
/** Long enough for HS256; a wildcard would let in tokens that were made for something else. */
const exactName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^*]+$/, "no wildcard");

/** The file that `--jitsi` takes, see docs/full-jitsi.md. */
const jitsiFileSchema = externalConferenceSchema.extend({
  domain: domainName,
  mucDomain: domainName.optional(),
  focusDomain: domainName.optional(),
  focusUserJid: z.string().min(3).optional(),
  tokenIssuer: exactName.default("plenum"),
  tokenAudience: exactName.default("jitsi"),
  tokenSecret: z.string().min(32),
  controlSecret: z.string().min(16).optional(),
});

/** What the command line says about the conference server. */
export type JitsiWish =
  | { readonly kind: "external"; readonly file: z.infer<typeof jitsiFileSchema> }
  /** The one that comes with Plenum. */
  | { readonly kind: "embedded" };

/** Names and secrets of the conference server that comes with Plenum. */
export function embeddedConference(secret: () => string) {
  return {
    domain: "meet.plenum",
    mucDomain: "conference.meet.plenum",
    focusDomain: "focus.meet.plenum",
    focusUserJid: "focus@auth.meet.plenum",
    tokenIssuer: "plenum",
    tokenAudience: "jitsi",
    tokenSecret: secret(),
    controlSecret: secret(),
  };
}

/**
 * The part of the configuration that says which conference server there is, after a start with
 * this wish. Secrets of one never go to the other.
 */
export function settleJitsi(
  before: Conference,
  wish: JitsiWish | undefined,
  secret: () => string,
): Conference {
  if (wish === undefined) return before;
  const { external, ...rest } = before;
  if (wish.kind === "embedded") {
    return external === undefined ? before : { ...rest, ...embeddedConference(secret) };
  }
  const { file } = wish;
  const { domain, tokenIssuer, tokenAudience, tokenSecret } = file;
  return {
    ...rest,
    domain,
    mucDomain: file.mucDomain ?? `conference.${domain}`,
    focusDomain: file.focusDomain ?? `focus.${domain}`,
    focusUserJid: file.focusUserJid ?? `focus@auth.${domain}`,
    tokenIssuer,
    tokenAudience,
    tokenSecret,
    controlSecret: file.controlSecret ?? secret(),
    external: externalConferenceSchema.parse(file),
  };
}

/**
 * Reads what `--jitsi` names: a JSON file, or `none` for the conference server that comes along.
 * @throws Trouble with one sentence
 */
export async function readJitsiWish(path: string | undefined): Promise<JitsiWish | undefined> {
  if (path === undefined) return undefined;
  if (path === "none") return { kind: "embedded" };
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Trouble(
      `--jitsi cannot read ${path} (${messageOf(cause)}); give a JSON file or none.`,
      {
        cause,
      },
    );
  }
  const read = jitsiFileSchema.safeParse(content);
  if (read.success) return { kind: "external", file: read.data };
  const fields = [...new Set(read.error.issues.map(({ path: field }) => field.join(".")))].join(
    ", ",
  );
  throw new Trouble(
    `${path}: wrong or missing ${fields || "content"}; docs/full-jitsi.md has an example.`,
  );
}
