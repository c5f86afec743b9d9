import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ApiError } from "../../../api/problem-error.ts";
import type { ApiRequest } from "../../../api/request.ts";
import { lookAtFiles, NOTHING_LOOKED_AT, type NamedFile } from "./named-files.ts";
import { NO_FILES_SENT, sendNamedFiles, type SentFiles } from "./send-named-files.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const named = (...texts: readonly string[]): ReadonlyMap<string, NamedFile> =>
  new Map(
    texts.map((text) => [hash(text), { sha256: hash(text), name: `${text}.pdf`, messages: 1 }]),
  );
const { signal } = new AbortController();
const looking = { before: NOTHING_LOOKED_AT, signal, onProgress: () => undefined };

describe("of files that somebody chooses", () => {
  it("those are found that messages name, whatever they are called", async () => {
    const files = [new File(["plan"], "0001.dat"), new File(["other"], "plan.pdf")];
    const { found } = await lookAtFiles(files, named("plan", "lage"), looking);
    expect([...found.values()]).toMatchObject([{ name: "plan.pdf", file: { name: "0001.dat" } }]);
  });

  it("what was found before stays found, and no more is read than is needed", async () => {
    const wanted = named("plan", "lage");
    const before = await lookAtFiles([new File(["plan"], "a")], wanted, looking);
    const unread = new File(["more"], "c");
    unread.arrayBuffer = () => Promise.reject(new Error("must not be read"));
    const files = [new File(["lage"], "b"), unread];
    const { found, unreadable } = await lookAtFiles(files, wanted, { ...looking, before });
    expect([found.size, unreadable]).toEqual([2, []]);
  });

  it("too large and unreadable ones are named", async () => {
    const large = new File([], "film.mp4");
    Object.defineProperty(large, "size", { value: 100 * 1024 * 1024 + 1 });
    const gone = new File(["plan"], "weg.pdf");
    gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    expect(await lookAtFiles([large, gone], named("plan"), looking)).toEqual({
      found: new Map(),
      tooLarge: ["film.mp4"],
      unreadable: ["weg.pdf"],
    });
  });
});

const answering = (...answers: readonly (boolean | Error)[]) => {
  const requests: { readonly path: string; readonly type: string | undefined }[] = [];
  const api = {
    authorised<Answer>({ path, file, answer }: Omit<ApiRequest<Answer>, "token">) {
      const next = answers[requests.length];
      requests.push({ path, type: file?.type });
      if (next instanceof Error) return Promise.reject(next);
      return Promise.resolve(answer.parse({ sha256: "", known: next }));
    },
  };
  return { api, requests };
};
const found = (...texts: readonly string[]) =>
  texts.map((text) => ({
    sha256: hash(text),
    name: `${text}.pdf`,
    file: new File([text], text, { type: text === "plan" ? "application/pdf" : "" }),
  }));

describe("files that were found", () => {
  it("are sent one after the other, each with its name and its type", async () => {
    const { api, requests } = answering(false, true);
    const sent = await sendNamedFiles(api, found("plan", "lage & co"), {
      from: NO_FILES_SENT,
      onSent: () => undefined,
      signal,
    });
    expect([sent.there.size, sent.known]).toEqual([2, 1]);
    expect(requests).toEqual([
      {
        path: `/api/v1/migration/files/${hash("plan")}?name=plan.pdf&type=application%2Fpdf`,
        type: "application/octet-stream",
      },
      {
        path: `/api/v1/migration/files/${hash("lage & co")}?name=lage+%26+co.pdf&type=application%2Foctet-stream`,
        type: "application/octet-stream",
      },
    ]);
  });

  it("go on where the network failed, and none is sent twice", async () => {
    const { api, requests } = answering(false, new ApiError("unreachable"), false);
    let soFar: SentFiles = NO_FILES_SENT;
    const onSent = (sent: SentFiles): void => {
      soFar = sent;
    };
    const files = found("a", "b");
    await expect(
      sendNamedFiles(api, files, { from: NO_FILES_SENT, onSent, signal }),
    ).rejects.toThrow("unreachable");
    const sent = await sendNamedFiles(api, files, { from: soFar, onSent, signal });
    expect([sent.there.size, requests.length]).toEqual([2, 3]);
  });

  it("that were changed meanwhile are named, and the others sent", async () => {
    const { api } = answering(new ApiError("invalid-request"), false);
    const sent = await sendNamedFiles(api, found("a", "b"), {
      from: NO_FILES_SENT,
      onSent: () => undefined,
      signal,
    });
    expect([[...sent.refused.values()], sent.there.size]).toEqual([["a.pdf"], 1]);
  });
});
