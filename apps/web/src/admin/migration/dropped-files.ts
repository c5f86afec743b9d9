/** Files of the largest folder that is taken. */
const MOST_FILES = 200_000;

/** What somebody has dropped: files, and all that is in folders. What cannot be read is left out. */
export async function droppedFiles(
  data: Pick<DataTransfer, "items" | "files">,
): Promise<readonly File[]> {
  // Has to be asked for before anything is waited for: afterwards the list is empty.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...data.files];
  const files: File[] = [];
  while (entries.length > 0 && files.length < MOST_FILES) {
    const entry = entries.pop();
    if (entry === undefined) break;
    if (isFolder(entry)) entries.push(...(await entriesIn(entry)));
    else if (isFile(entry)) files.push(...(await fileOf(entry)));
  }
  return files;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** A folder tells what is in it in parts, the last of which is empty. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<readonly File[]> {
  return new Promise((resolve) => {
    entry.file(
      (file) => resolve([file]),
      () => resolve([]),
    );
  });
}
