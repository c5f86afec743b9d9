import type { MatrixErrorCode, MatrixSession } from "@plenum/matrix";
import { createStore, type StoreApi } from "zustand/vanilla";
import { failureCode } from "../session/failure.ts";
import { placeKey, type Place } from "./place.ts";

/** A file on its way into a room. */
export interface Upload {
  readonly id: string;
  readonly file: File;
  readonly place: Place;
  /** 0…1 */
  readonly progress: number;
  readonly failed?: MatrixErrorCode;
}

export interface UploadStore extends StoreApi<Readonly<Record<string, readonly Upload[]>>> {
  start(place: Place, files: readonly File[]): void;
  retry(key: string, id: string): void;
  /** Stops an upload, or takes a failed one off the list. */
  cancel(key: string, id: string): void;
  dispose(): void;
}

/** Uploads by place (see `placeKey`); they go on while the person reads elsewhere. */
export function createUploadStore(session: Pick<MatrixSession, "openRoom">): UploadStore {
  const store = createStore<Readonly<Record<string, readonly Upload[]>>>(() => ({}));
  const running = new Map<string, AbortController>();
  let counter = 0;

  const change = (key: string, id: string, next: (upload: Upload) => Upload | undefined): void => {
    store.setState((state) => ({
      [key]: (state[key] ?? []).flatMap((upload) => {
        if (upload.id !== id) return [upload];
        const changed = next(upload);
        return changed === undefined ? [] : [changed];
      }),
    }));
  };

  const send = async (id: string, file: File, place: Place): Promise<void> => {
    const key = placeKey(place.roomId, place.thread?.rootId);
    const controller = new AbortController();
    running.set(id, controller);
    // A handle of its own: the view may close the room before the file is there.
    const room = session.openRoom(place.roomId);
    try {
      await room.sendFile(
        file,
        (progress) => change(key, id, (upload) => ({ ...upload, progress })),
        controller.signal,
        place.thread,
      );
      change(key, id, () => undefined);
    } catch (error) {
      if (!controller.signal.aborted) {
        change(key, id, (upload) => ({ ...upload, failed: failureCode(error) }));
      }
    } finally {
      running.delete(id);
      room.close();
    }
  };

  return {
    ...store,
    start(place, files) {
      const key = placeKey(place.roomId, place.thread?.rootId);
      for (const file of files) {
        counter += 1;
        const id = `upload-${counter}`;
        store.setState((state) => ({
          [key]: [...(state[key] ?? []), { id, file, place, progress: 0 }],
        }));
        void send(id, file, place);
      }
    },
    retry(key, id) {
      const upload = store.getState()[key]?.find((candidate) => candidate.id === id);
      if (!upload || running.has(id)) return;
      const { file, place } = upload;
      change(key, id, () => ({ id, file, place, progress: 0 }));
      void send(id, file, place);
    },
    cancel(key, id) {
      running.get(id)?.abort();
      change(key, id, () => undefined);
    },
    dispose() {
      for (const controller of running.values()) controller.abort();
      running.clear();
    },
  };
}
