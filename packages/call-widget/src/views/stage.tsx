import { IconButton } from "@plenum/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { arrange, gridFor, type LayoutName, pageOf, TILES_PER_PAGE } from "../layout/grid.ts";
import { Tile } from "./tile.tsx";
import { type Describe, type Size, useSize, useTexts } from "./use-call.ts";

const GAP = 8;
/** Below this width a column of people beside a screen leaves too little of the screen. */
const STRIP_BESIDE_FROM = 800;
const STRIP_TILES = 6;

function key(participant: CallParticipant): string {
  return participant.isLocal ? "local" : participant.id;
}

/** Everybody in the call, arranged by what is going on. */
export function Stage({
  call,
  participants,
  layout,
  describe,
}: {
  call: Call;
  participants: readonly CallParticipant[];
  layout: LayoutName;
  describe: Describe | undefined;
}): ReactNode {
  const t = useTexts();
  const surface = useRef<HTMLDivElement>(null);
  const size = useSize(surface);
  const { large, largeIsScreen, tiles, corner } = arrange(participants, layout);
  const shared = { call, describe };
  const beside = size.width >= STRIP_BESIDE_FROM;
  return (
    <div ref={surface} className={beside ? "call-stage call-stage--wide" : "call-stage"}>
      {large ? (
        <ul className="call-large" aria-label={t("tiles.label")}>
          <Tile {...shared} participant={large} what={largeIsScreen ? "screen" : "camera"} large />
        </ul>
      ) : null}
      {large && tiles.length > 0 ? (
        <Pages {...shared} tiles={tiles} perPage={STRIP_TILES} className="call-strip" />
      ) : null}
      {!large ? <GridPages {...shared} tiles={tiles} size={size} /> : null}
      {corner ? (
        <ul className="call-corner" aria-label={t("tiles.you")}>
          <Tile {...shared} participant={corner} />
        </ul>
      ) : null}
      {participants.length === 1 && layout === "full" ? (
        <p className="call-alone">{t("tiles.alone")}</p>
      ) : null}
    </div>
  );
}

interface TilesProps {
  call: Call;
  describe: Describe | undefined;
  tiles: readonly CallParticipant[];
}

function GridPages({ size, ...rest }: TilesProps & { size: Size }): ReactNode {
  return <Pages {...rest} perPage={TILES_PER_PAGE} className="call-grid" size={size} />;
}

function Pages({
  tiles,
  perPage,
  className,
  size,
  ...rest
}: TilesProps & { perPage: number; className: string; size?: Size }): ReactNode {
  const t = useTexts();
  const [wanted, setWanted] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const { items, page, pages } = pageOf(tiles, wanted, perPage);
  const count = items.length;
  useLayoutEffect(() => {
    if (!list.current || !size) return;
    const { tileWidth } = gridFor(count, size.width, size.height, GAP);
    list.current.style.setProperty("--call-tile-width", `${tileWidth}px`);
  }, [count, size]);
  return (
    <>
      <ul ref={list} className={className} aria-label={t("tiles.label")}>
        {items.map((participant) => (
          <Tile key={key(participant)} {...rest} participant={participant} />
        ))}
      </ul>
      {pages > 1 ? (
        <div className="call-pages">
          <IconButton
            label={t("tiles.previous")}
            icon={<ChevronLeft aria-hidden="true" />}
            disabled={page === 0}
            onClick={() => setWanted(page - 1)}
          />
          <span>{t("tiles.page", { page: page + 1, pages })}</span>
          <IconButton
            label={t("tiles.next")}
            icon={<ChevronRight aria-hidden="true" />}
            disabled={page === pages - 1}
            onClick={() => setWanted(page + 1)}
          />
        </div>
      ) : null}
    </>
  );
}
