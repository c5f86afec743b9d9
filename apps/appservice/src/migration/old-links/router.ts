import express, { type Request, type Response, type Router } from "express";
import type { InstallationConfig } from "@plenum/model";
import type { MeetingLink } from "@plenum/skype-export/meetings";
import { ApiProblem } from "../../http/api-problem.ts";
import type { AttemptLimiter } from "../../http/attempt-limiter.ts";
import type { Logger } from "../../logging/logger.ts";
import { joinUrlOf } from "../../meetings/shown.ts";
import { oldLinkPage, type OldLinkPage, type PageLanguage } from "./page.ts";
import { linkInPath, OLD_LINK_PATH, targetOf, type BehindLink } from "./target.ts";

const LONGEST = 4_000;

/**
 * Keeps `https://meet.DOMAIN/USER/ID` working. Whoever opens the address of a meeting that is here goes to its
 * room, which lets in whom it knows: the address opens no door for guests, who have links of their own. Every
 * other address gets a page. What is counted are addresses that nobody knows.
 */
export function oldLinks(deps: {
  readonly config: Pick<InstallationConfig, "publicUrl"> & {
    readonly agency: Pick<InstallationConfig["agency"], "name" | "defaultLanguage">;
  };
  readonly store: { behind(link: MeetingLink): Promise<readonly BehindLink[]> };
  readonly attempts: Pick<AttemptLimiter, "ensureAllowed" | "failed">;
  readonly log: Logger;
}): Router {
  const { config, store, attempts, log } = deps;

  async function find(request: Request): Promise<{ readonly roomId: string } | OldLinkPage> {
    const address = request.ip ?? "";
    await attempts.ensureAllowed(address);
    const { originalUrl } = request;
    const link = originalUrl.length > LONGEST ? undefined : linkInPath(originalUrl);
    const found = link === undefined ? [] : await store.behind(link);
    if (found.length === 0) await attempts.failed(address);
    return targetOf(found, new Date().toISOString());
  }

  const router = express.Router();
  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 waits for handlers and passes their errors on
  router.get(`${OLD_LINK_PATH}{*rest}`, async (request: Request, response: Response) => {
    const target = await find(request).catch((error: unknown): OldLinkPage => {
      if (error instanceof ApiProblem && error.status === 429) return { kind: "too-many" };
      log.warn({ err: error }, "an old link could not be looked up");
      return { kind: "trouble" };
    });
    response.set("Cache-Control", "no-store");
    if ("roomId" in target) {
      response.redirect(302, joinUrlOf(config, target.roomId));
      return;
    }
    const language = languageOf(request, config.agency.defaultLanguage);
    const { status, html, headers } = oldLinkPage(target, language, config.agency.name);
    response.status(status).set(headers).type("html").send(html);
  });
  return router;
}

/** That of the reader, as far as there are two; otherwise the agency's. */
function languageOf(request: Request, usual: PageLanguage): PageLanguage {
  const other = usual === "de" ? "en" : "de";
  return request.acceptsLanguages([usual, other]) === other ? other : usual;
}
