import type { MatrixErrorCode, MatrixSession } from "@plenum/matrix";
import { createStore, type StoreApi } from "zustand/vanilla";
import { failureCode } from "../session/failure.ts";

/** A file on its way into a room. */
export interface Upload {
  readonly id: string;
  readonly file: File;
  /** 0…1 */
  readonly progress: number;
  readonly failed?: MatrixErrorCode;
}

export interface UploadStore extends StoreApi<Readonly<Record<string, readonly Upload[]>>> {
  start(roomId: string, files: readonly File[]): void;
  retry(roomId: string, id: string): void;
  /** Stops an upload, or takes a failed one off the list. */
  cancel(roomId: string, id: string): void;
  dispose(): void;
}

/** Uploads by room; they go on while the person reads elsewhere. */
export function createUploadStore(session: Pick<MatrixSession, "openRoom">): UploadStore {
  const store = createStore<Readonly<Record<string, readonly Upload[]>>>(() => ({}));
  const running = new Map<string, AbortController>();
  let counter = 0;

  const change = (
    roomId: string,
    id: string,
    next: (upload: Upload) => Upload | undefined,
  ): void => {
    store.setState((state) => ({
      [roomId]: (state[roomId] ?? []).flatMap((upload) => {
        if (upload.id !== id) return [upload];
        const changed = next(upload);
        return changed === undefined ? [] : [changed];
      }),
    }));
  };

  const send = async (roomId: string, id: string, file: File): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    // A handle of its own: the view may close the room before the file is there.
    const room = session.openRoom(roomId);
    try {
      await room.sendFile(
        file,
        (progress) => change(roomId, id, (upload) => ({ ...upload, progress })),
        controller.signal,
      );
      change(roomId, id, () => undefined);
    } catch (error) {
      if (!controller.signal.aborted) {
        change(roomId, id, (upload) => ({ ...upload, failed: failureCode(error) }));
      }
    } finally {
      running.delete(id);
      room.close();
    }
  };

  return {
    ...store,
    start(roomId, files) {
      for (const file of files) {
        counter += 1;
        const id = `upload-${counter}`;
        store.setState((state) => ({
          [roomId]: [...(state[roomId] ?? []), { id, file, progress: 0 }],
        }));
        void send(roomId, id, file);
      }
    },
    retry(roomId, id) {
      const upload = store.getState()[roomId]?.find((candidate) => candidate.id === id);
      if (!upload || running.has(id)) return;
      change(roomId, id, () => ({ id, file: upload.file, progress: 0 }));
      void send(roomId, id, upload.file);
    },
    cancel(roomId, id) {
      running.get(id)?.abort();
      change(roomId, id, () => undefined);
    },
    dispose() {
      for (const controller of running.values()) controller.abort();
      running.clear();
    },
  };
}
