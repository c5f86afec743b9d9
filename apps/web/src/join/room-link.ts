/** A room as a link names it. */
export interface RoomLink {
  /** Id or alias. */
  readonly room: string;
  readonly via: readonly string[];
}

const ROOM = /^(?:![\x21-\x7E]{1,254}|#[^\s:]{1,200}:[0-9A-Za-z[\].:-]{1,255})$/;
const SERVER = /^[0-9A-Za-z.:[\]-]{1,255}$/;

/**
 * Reads what somebody pasted: an address of a room, a link of another Matrix client, or one of
 * ours. Undefined for everything else; a link to anywhere else is never followed.
 * @param origin of this client
 * @see https://spec.matrix.org/v1.16/appendices/#uris
 */
export function parseRoomLink(pasted: string, origin: string): RoomLink | undefined {
  const text = pasted.trim();
  if (text.length > 2000) return undefined;
  if (ROOM.test(text)) return { room: text, via: [] };
  if (/^matrix:/i.test(text)) return fromUri(text);
  if (/^https:\/\/matrix\.to\/#\//i.test(text)) return fromMatrixTo(text);
  return text.startsWith(`${origin}/`) ? fromOwn(text.slice(origin.length)) : undefined;
}

function link(room: string | undefined, query: string): RoomLink | undefined {
  if (room === undefined || !ROOM.test(room)) return undefined;
  const via = new URLSearchParams(query)
    .getAll("via")
    .filter((server) => SERVER.test(server))
    .slice(0, 3);
  return { room, via };
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `matrix:r/alias:server` and `matrix:roomid/id:server`. */
function fromUri(text: string): RoomLink | undefined {
  const [path = "", query = ""] = text.slice("matrix:".length).split("?", 2);
  const [kind, id] = path.split("/");
  const name = decode(id);
  if (name === undefined) return undefined;
  if (kind === "r" || kind === "room") return link(`#${name}`, query);
  return kind === "roomid" ? link(`!${name}`, query) : undefined;
}

function fromMatrixTo(text: string): RoomLink | undefined {
  const [path = "", query = ""] = text.slice(text.indexOf("#/") + 2).split("?", 2);
  return link(decode(path.split("/")[0]), query);
}

/** `/join-room/<id or alias>` and `/room/<id>`. */
function fromOwn(address: string): RoomLink | undefined {
  const [path = "", query = ""] = address.split("?", 2);
  const [, page, id] = path.split("/");
  return page === "join-room" || page === "room" ? link(decode(id), query) : undefined;
}
