import { classes } from "@plenum/ui";
import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import type { CSSProperties, KeyboardEvent, ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { spaceTree, visibleNodes, type SpaceNode } from "./space-tree.ts";

const EXPANDED = "plenum.expanded-spaces";
/** Stands for all spaces; no room has such an id. */
const ALL = "";

/** The item that the keys have come to has the focus. */
function focusNow(element: HTMLElement | null): void {
  element?.focus();
}

/** The tree of spaces; arrow keys move, open and close, Enter chooses. */
export default function SpaceTree({
  chosen,
  onChoose,
  onClose,
}: {
  chosen: string | undefined;
  onChoose: (spaceId: string | undefined) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const tree = useMemo(() => spaceTree(rooms), [rooms]);
  const [expanded, setExpanded] = useState(readExpanded);
  const all: SpaceNode = { id: ALL, key: ALL, name: t("list.allSpaces"), depth: 0, within: [] };
  const nodes = [all, ...visibleNodes(tree, expanded)];
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      nodes.findIndex((node) => node.id === (chosen ?? ALL)),
    ),
  );

  const setOpen = (node: SpaceNode, open: boolean): void => {
    const next = new Set(expanded);
    if (open) next.add(node.id);
    else next.delete(node.id);
    setExpanded(next);
    localStorage.setItem(EXPANDED, JSON.stringify([...next]));
  };
  const choose = (node: SpaceNode): void => onChoose(node.id === ALL ? undefined : node.id);
  const parentOf = (index: number): number => {
    const depth = nodes[index]?.depth ?? 0;
    return nodes.findLastIndex((node, place) => place < index && node.depth < depth);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const node = nodes[at];
    if (node === undefined) return;
    const isOpen = expanded.has(node.id);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setAt(Math.min(nodes.length - 1, at + 1)),
      ArrowUp: () => setAt(Math.max(0, at - 1)),
      Home: () => setAt(0),
      End: () => setAt(nodes.length - 1),
      ArrowRight: () => {
        if (node.within.length === 0) return;
        if (isOpen) setAt(at + 1);
        else setOpen(node, true);
      },
      ArrowLeft: () => {
        if (isOpen && node.within.length > 0) setOpen(node, false);
        else if (parentOf(at) >= 0) setAt(parentOf(at));
      },
      Enter: () => choose(node),
      " ": () => choose(node),
      Escape: onClose,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div role="tree" aria-label={t("list.space")} onKeyDown={onKeyDown} tabIndex={-1}>
      {nodes.map((node, index) => (
        // The tree handles the keys, as its pattern asks.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={node.key}
          ref={index === at ? focusNow : undefined}
          role="treeitem"
          aria-level={node.depth + 1}
          aria-selected={node.id === (chosen ?? ALL)}
          aria-expanded={node.within.length === 0 ? undefined : expanded.has(node.id)}
          tabIndex={index === at ? 0 : -1}
          className="pl-tree__item"
          style={{ "--pl-depth": node.depth } as CSSProperties}
          onClick={() => choose(node)}
        >
          <span
            aria-hidden="true"
            className={classes(
              "pl-tree__toggle",
              node.within.length === 0 && "pl-tree__toggle--none",
            )}
            onClick={(event) => {
              event.stopPropagation();
              setAt(index);
              setOpen(node, !expanded.has(node.id));
            }}
          >
            <ChevronRight aria-hidden="true" />
          </span>
          <span className="pl-tree__name">{node.name}</span>
        </div>
      ))}
    </div>
  );
}

function readExpanded(): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(EXPANDED) ?? "[]");
    return new Set(Array.isArray(value) ? value.map(String) : []);
  } catch {
    return new Set();
  }
}
