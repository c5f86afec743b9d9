import { IconButton } from "@plenum/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { memo, useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { arrange, type LayoutName, personKey } from "../layout/arrange.ts";
import { gridFor, pageOf, TILES_PER_PAGE } from "../layout/grid.ts";
import { Shares } from "./shares.tsx";
import { Tile } from "./tile.tsx";
import { TileMenus } from "./tile-menu.tsx";
import { type Describe, useCallPart, useSize, useTexts } from "./use-call.ts";

const GAP = 8;
/** Below this width a column of people beside a screen leaves too little of the screen. */
const STRIP_BESIDE_FROM = 800;
const STRIP_TILES = 6;

function key(participant: CallParticipant): string {
  return participant.isLocal ? "local" : participant.id;
}

/** Everybody in the call, arranged by what is going on and by what this device wants to see. */
export const Stage = memo(function Stage({
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
  const view = useCallPart(call, (snapshot) => snapshot.view);
  const lecture = useCallPart(call, (snapshot) => snapshot.floor.lecture);
  const placed = arrange(participants, layout, view);
  const { large, largeIsScreen, signing, tiles, corner, sharing } = placed;
  const shared = { call, describe, menu: layout !== "picture" };
  const beside = size.width >= STRIP_BESIDE_FROM;
  return (
    <TileMenus call={call} participants={shared.menu ? participants : []}>
      <div
        ref={surface}
        className={[
          "call-stage",
          beside ? "call-stage--wide" : "",
          signing ? "call-stage--signing" : "",
        ].join(" ")}
        data-view={view.mode}
      >
        {large ? (
          <div className="call-front">
            {layout !== "picture" && sharing.length > 1 ? (
              <Shares
                call={call}
                describe={describe}
                sharing={sharing}
                shown={largeIsScreen ? personKey(large) : undefined}
              />
            ) : null}
            <ul className="call-large" aria-label={t("view.large")}>
              <Tile
                {...shared}
                key={`${key(large)} ${String(largeIsScreen)}`}
                participant={large}
                what={largeIsScreen ? "screen" : "camera"}
                place="stage"
                large
              />
            </ul>
          </div>
        ) : null}
        {signing ? (
          <ul className="call-signing" aria-label={t("view.signingPlace")}>
            <Tile {...shared} participant={signing} place="signing" large />
          </ul>
        ) : null}
        {large && tiles.length > 0 ? (
          <Pages {...shared} tiles={tiles} perPage={STRIP_TILES} className="call-strip" />
        ) : null}
        {!large ? <GridPages {...shared} tiles={tiles} /> : null}
        {corner ? (
          <ul className="call-corner" aria-label={t("tiles.you")}>
            <Tile {...shared} participant={corner} />
          </ul>
        ) : null}
        {participants.length === 1 && layout === "full" && !lecture ? (
          <p className="call-alone">{t("tiles.alone")}</p>
        ) : null}
      </div>
    </TileMenus>
  );
});

interface TilesProps {
  call: Call;
  describe: Describe | undefined;
  menu: boolean;
  tiles: readonly CallParticipant[];
}

function GridPages(props: TilesProps): ReactNode {
  return <Pages {...props} perPage={TILES_PER_PAGE} className="call-grid" grid />;
}

function Pages({
  tiles,
  perPage,
  className,
  grid = false,
  ...rest
}: TilesProps & { perPage: number; className: string; grid?: boolean }): ReactNode {
  const t = useTexts();
  const [wanted, setWanted] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const size = useSize(list);
  const { items, page, pages } = pageOf(tiles, wanted, perPage);
  const count = items.length;
  useLayoutEffect(() => {
    if (!list.current || !grid) return;
    const { tileWidth } = gridFor(count, size.width, size.height, GAP);
    list.current.style.setProperty("--call-tile-width", `${tileWidth}px`);
  }, [count, size, grid]);
  return (
    <div className={grid ? "call-tiles" : "call-tiles call-tiles--strip"}>
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
    </div>
  );
}
