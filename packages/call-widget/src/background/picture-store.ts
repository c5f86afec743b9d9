const DATABASE = "plenum-call";
const STORE = "background";
const KEY = "picture";

/** Pixels that a camera sends at most. */
const WIDTH = 1280;
const HEIGHT = 720;
/** Bytes of a file that one would not choose by intent. */
const LARGEST = 30_000_000;

/**
 * Makes a background of a file and keeps it in this browser, and nowhere else.
 * @throws Error for what is no picture, and where the browser keeps nothing
 */
export async function keepPicture(file: Blob): Promise<void> {
  if (file.size > LARGEST) throw new Error("The file is too large for a background");
  const blob = await scaledDown(file);
  await inStore("readwrite", (store) => store.put(blob, KEY));
}

/** The picture that is kept. Who could not keep one has none. */
export async function readPicture(): Promise<Blob | undefined> {
  const found: unknown = await inStore("readonly", (store) => store.get(KEY));
  return found instanceof Blob ? found : undefined;
}

export async function forgetPicture(): Promise<void> {
  await inStore("readwrite", (store) => store.delete(KEY));
}

/** No larger than a camera's picture; without what cameras write into files besides. */
async function scaledDown(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = sizeWithin(bitmap);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
}

/** The size in which a picture just covers a camera's; never enlarged. */
export function sizeWithin({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, Math.max(WIDTH / width, HEIGHT / height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

async function inStore(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
  await settled(opening);
  const database = opening.result;
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () =>
      reject(request.error ?? new Error("The browser's storage failed")),
    );
  });
}
