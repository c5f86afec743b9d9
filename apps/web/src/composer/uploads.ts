import type { FileToSend, MatrixErrorCode, MatrixSession } from "@plenum/matrix";
import { createStore, type StoreApi } from "zustand/vanilla";
import { failureCode } from "../session/failure.ts";
import { placeKey, type Place } from "./place.ts";

type Content = Readonly<Record<string, unknown>>;

export type UploadState =
  /** Shown to the person first, who may write something about it. */
  | { readonly kind: "chosen" }
  /** Larger than the server takes: nothing of it is read. `limit` in bytes. */
  | { readonly kind: "refused"; readonly limit: number }
  | { readonly kind: "waiting" }
  /** 0…1 */
  | { readonly kind: "running"; readonly progress: number }
  /** On the server; its message waits for those of the files before it. */
  | { readonly kind: "uploaded"; readonly content: Content }
  | { readonly kind: "failed"; readonly code: MatrixErrorCode };

/** A file on its way into a room. */
export interface Upload {
  readonly id: string;
  readonly place: Place;
  readonly toSend: FileToSend;
  readonly state: UploadState;
}

export interface UploadStore extends StoreApi<Readonly<Record<string, readonly Upload[]>>> {
  /** Takes files in hand; they are sent when the person says so. */
  start(place: Place, files: readonly File[]): void;
  /** Sends at once, without asking. */
  send(place: Place, file: FileToSend): void;
  caption(key: string, id: string, text: string): void;
  /** Sends what was chosen, in this order. */
  sendChosen(key: string): void;
  dropChosen(key: string): void;
  retry(key: string, id: string): void;
  /** Stops an upload, or takes a file off the list. */
  cancel(key: string, id: string): void;
  dispose(): void;
}

/** Files that are uploaded at the same time. */
const PARALLEL = 2;

/** What the store needs of a session. */
export interface UploadSession {
  readonly openRoom: (
    roomId: string,
  ) => Pick<ReturnType<MatrixSession["openRoom"]>, "sendContent" | "close">;
  readonly messages: Pick<MatrixSession["messages"], "upload" | "uploadLimit">;
}

/**
 * Uploads by place (see `placeKey`); they go on while the person reads elsewhere. Two at a time,
 * but the messages appear in the order in which the files were chosen.
 */
export function createUploadStore(session: UploadSession): UploadStore {
  const store = createStore<Readonly<Record<string, readonly Upload[]>>>(() => ({}));
  const running = new Map<string, AbortController>();
  let counter = 0;
  let disposed = false;

  const listOf = (key: string): readonly Upload[] => store.getState()[key] ?? [];
  const put = (key: string, list: readonly Upload[]): void => store.setState({ [key]: list });
  const change = (key: string, id: string, next: (upload: Upload) => Upload): void =>
    put(
      key,
      listOf(key).map((upload) => (upload.id === id ? next(upload) : upload)),
    );
  const become = (key: string, id: string, state: UploadState): void =>
    change(key, id, (upload) => ({ ...upload, state }));
  const keyOf = ({ place }: Upload): string => placeKey(place.roomId, place.thread?.rootId);

  /** Sends the messages of what is uploaded, up to the first file that is still on its way. */
  const deliver = (key: string): void => {
    const sent = new Set<string>();
    for (const { id, state, place } of listOf(key)) {
      if (state.kind === "waiting" || state.kind === "running") break;
      if (state.kind !== "uploaded") continue;
      const room = session.openRoom(place.roomId);
      room.sendContent("m.room.message", state.content);
      room.close();
      sent.add(id);
    }
    if (sent.size > 0)
      put(
        key,
        listOf(key).filter(({ id }) => !sent.has(id)),
      );
  };

  const run = async (upload: Upload): Promise<void> => {
    const { id, place, toSend } = upload;
    const key = keyOf(upload);
    const controller = new AbortController();
    running.set(id, controller);
    become(key, id, { kind: "running", progress: 0 });
    try {
      const content = await session.messages.upload(
        place.roomId,
        { ...toSend, ...(place.thread === undefined ? {} : { thread: place.thread }) },
        (progress) => become(key, id, { kind: "running", progress }),
        controller.signal,
      );
      if (!controller.signal.aborted) become(key, id, { kind: "uploaded", content });
    } catch (error) {
      if (!controller.signal.aborted) become(key, id, { kind: "failed", code: failureCode(error) });
    } finally {
      running.delete(id);
      if (!disposed) {
        deliver(key);
        next();
      }
    }
  };

  const next = (): void => {
    const waiting = Object.values(store.getState())
      .flat()
      .filter(({ state }) => state.kind === "waiting")
      // Whoever came first goes first, whichever room it is for.
      .toSorted((a, b) => Number(a.id.slice(7)) - Number(b.id.slice(7)));
    for (const upload of waiting.slice(0, PARALLEL - running.size)) void run(upload);
  };

  const add = (place: Place, toSend: FileToSend, state: UploadState): void => {
    counter += 1;
    const upload = { id: `upload-${counter}`, place, toSend, state };
    put(keyOf(upload), [...listOf(keyOf(upload)), upload]);
  };

  /** Files above the server's limit are refused before anything of them is read. */
  const refuseLarge = async (key: string): Promise<void> => {
    const limit = await session.messages.uploadLimit().catch(() => undefined);
    if (limit === undefined) return;
    for (const { id, state, toSend } of listOf(key)) {
      if (state.kind === "chosen" && toSend.file.size > limit) {
        become(key, id, { kind: "refused", limit });
      }
    }
  };

  const isChosen = ({ state }: Upload): boolean =>
    state.kind === "chosen" || state.kind === "refused";

  return {
    ...store,
    start(place, files) {
      for (const file of files) add(place, { file }, { kind: "chosen" });
      void refuseLarge(placeKey(place.roomId, place.thread?.rootId));
    },
    send(place, file) {
      add(place, file, { kind: "waiting" });
      next();
    },
    caption(key, id, text) {
      change(key, id, (upload) => ({ ...upload, toSend: { ...upload.toSend, caption: text } }));
    },
    sendChosen(key) {
      put(
        key,
        listOf(key).flatMap((upload) => {
          if (upload.state.kind === "refused") return [];
          return upload.state.kind === "chosen"
            ? [{ ...upload, state: { kind: "waiting" as const } }]
            : [upload];
        }),
      );
      next();
    },
    dropChosen(key) {
      put(
        key,
        listOf(key).filter((upload) => !isChosen(upload)),
      );
    },
    retry(key, id) {
      const upload = listOf(key).find((candidate) => candidate.id === id);
      if (upload?.state.kind !== "failed") return;
      become(key, id, { kind: "waiting" });
      next();
    },
    cancel(key, id) {
      running.get(id)?.abort();
      put(
        key,
        listOf(key).filter((upload) => upload.id !== id),
      );
      deliver(key);
    },
    dispose() {
      disposed = true;
      for (const controller of running.values()) controller.abort();
      running.clear();
    },
  };
}
