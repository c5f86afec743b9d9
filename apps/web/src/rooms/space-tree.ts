import type { RoomSummary } from "@plenum/matrix";

/** A space one is in, with the spaces inside it. */
export interface SpaceNode {
  readonly id: string;
  /** Of this place in the tree, since a space may stand in several. */
  readonly key: string;
  readonly name: string;
  readonly depth: number;
  readonly within: readonly SpaceNode[];
}

type Rooms = ReadonlyMap<string, RoomSummary>;

const DEEPEST = 8;

/** True if there is any space to choose. */
export function hasSpaces(rooms: Rooms): boolean {
  for (const room of rooms.values()) if (isSpace(room)) return true;
  return false;
}

/**
 * The spaces that one is in, as they contain each other; those that no other contains come first,
 * by name. Each stands under every space that contains it; a circle is cut where it closes, and a
 * circle that nothing leads into begins with its first space by name.
 */
export function spaceTree(rooms: Rooms): readonly SpaceNode[] {
  const spaces = [...rooms.values()]
    .filter(isSpace)
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  const seen = new Set<string>();
  const node = (space: RoomSummary, path: ReadonlySet<string>): SpaceNode => {
    seen.add(space.id);
    const below = new Set(path).add(space.id);
    const within = path.size >= DEEPEST ? [] : space.children.filter((id) => !below.has(id));
    return {
      id: space.id,
      key: [...below].join(" "),
      name: space.name,
      depth: path.size,
      within: within.flatMap((id) => {
        const child = rooms.get(id);
        return child !== undefined && isSpace(child) ? [node(child, below)] : [];
      }),
    };
  };
  const none: ReadonlySet<string> = new Set();
  const isWithin = (space: RoomSummary): boolean =>
    space.spaces.some((id) => id !== space.id && isSpace(rooms.get(id)));
  const tops = spaces.filter((space) => !isWithin(space)).map((space) => node(space, none));
  const rest = spaces.flatMap((space) => (seen.has(space.id) ? [] : [node(space, none)]));
  return [...tops, ...rest];
}

/** A space with everything in it, spaces within spaces included; circles end. */
export function roomsWithin(rooms: Rooms, spaceId: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [spaceId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const room = rooms.get(id);
    if (isSpace(room)) open.push(...room.children);
  }
  return found;
}

/** The nodes that can be seen, top to bottom. @param expanded ids of opened spaces */
export function visibleNodes(
  nodes: readonly SpaceNode[],
  expanded: ReadonlySet<string>,
): readonly SpaceNode[] {
  return nodes.flatMap((node) => [
    node,
    ...(expanded.has(node.id) ? visibleNodes(node.within, expanded) : []),
  ]);
}

function isSpace(room: RoomSummary | undefined): room is RoomSummary {
  return room?.isSpace === true && room.membership === "join";
}
