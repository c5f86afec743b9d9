// @vitest-environment happy-dom
import type { AddItemsResponse } from "@plenum/model/migration";
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../../../api/problem-error.ts";
import type { ApiRequest } from "../../../api/request.ts";
import { useUpload } from "./use-upload.ts";

const NONE = { unchanged: 0, replaced: 0, changed: 0, refused: 0, told: [] };
const people = (count: number): string =>
  Array.from({ length: count }, (_, number) =>
    JSON.stringify({
      kind: "account",
      userId: `@p${number}:amt.example`,
      displayName: `Person ${number}`,
      source: `p${number}@amt.example`,
    }),
  ).join("\n");

describe("the upload of a file", () => {
  let root: Root;
  let current: ReturnType<typeof useUpload>;
  let answers: (AddItemsResponse | Error)[] = [];
  let requests: { readonly path: string; readonly signal: AbortSignal | undefined }[] = [];
  const api = {
    authorised<Answer>({ path, signal, answer }: Omit<ApiRequest<Answer>, "token">) {
      requests.push({ path, signal });
      const next = answers.shift() ?? new Error("nothing more was expected");
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(answer.parse(next));
    },
  };
  function Uploader(): null {
    current = useUpload(api, "pilot");
    return null;
  }
  const reaches = (stage: string): Promise<void> =>
    vi.waitFor(
      async () => {
        // What is done meanwhile is shown when the act ends.
        await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
        expect(current.upload.stage).toBe(stage);
      },
      { timeout: 10_000, interval: 5 },
    );
  const choose = async (text: string): Promise<void> => {
    await act(async () => current.choose(new File([text], "pilot.ndjson")));
  };

  beforeEach(async () => {
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    answers = [];
    requests = [];
    root = createRoot(document.createElement("div"));
    await act(async () => root.render(createElement(Uploader)));
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    vi.unstubAllGlobals();
  });

  it("is checked at once, and sent only when somebody says so", async () => {
    await choose(`${people(2)}\n{`);
    await reaches("ready");
    expect(current.upload.preview).toMatchObject({ good: 2, badCount: 1 });
    expect(requests).toEqual([]);

    answers = [{ ...NONE, added: 2 }];
    await act(async () => current.send());
    await reaches("done");
    expect(current.upload.sent).toMatchObject({ items: 2, counts: { added: 2 } });
    expect(requests.map(({ path }) => path)).toEqual(["/api/v1/migration/waves/pilot/items"]);
  });

  it("stops when the network fails, keeps what is sent, and goes on with the rest", async () => {
    await choose(people(700));
    await reaches("ready");
    answers = [{ ...NONE, added: 500 }, new ApiError("unreachable")];
    await act(async () => current.send());
    await reaches("stopped");
    expect(current.upload).toMatchObject({
      sent: { items: 500 },
      problem: { code: "unreachable" },
      isUnreadable: false,
    });

    answers = [{ ...NONE, added: 200 }];
    await act(async () => current.send());
    await reaches("done");
    expect(current.upload).toMatchObject({ sent: { items: 700 }, problem: undefined });
    expect(requests).toHaveLength(3);
  });

  it("does not send a file without a single entry", async () => {
    await choose("Name;Adresse\nAnna;@anna:amt.example");
    await reaches("ready");
    await act(async () => current.send());
    expect([current.upload.stage, requests.length]).toEqual(["ready", 0]);
  });

  it("begins anew with another file", async () => {
    await choose(people(3));
    await reaches("ready");
    await choose(people(1));
    await reaches("ready");
    expect(current.upload).toMatchObject({ preview: { good: 1 }, sent: { items: 0 } });
    await act(async () => current.choose(undefined));
    expect(current.upload).toMatchObject({ stage: "choose", preview: undefined });
  });

  it("names a file that is gone as what it is", async () => {
    const file = new File([""], "pilot.ndjson");
    const gone = new DOMException("changed", "NotReadableError");
    Object.assign(file, {
      stream: () => new ReadableStream({ start: (controller) => controller.error(gone) }),
    });
    await act(async () => current.choose(file));
    await reaches("choose");
    expect(current.upload).toMatchObject({ isUnreadable: true, problem: undefined });
  });

  it("gives up when the dialog is closed", async () => {
    await choose(people(1));
    await reaches("ready");
    answers = [{ ...NONE, added: 1 }];
    await act(async () => {
      current.send();
      root.unmount();
    });
    expect(requests.every(({ signal }) => signal?.aborted === true)).toBe(true);
    root = createRoot(document.createElement("div"));
  });
});
