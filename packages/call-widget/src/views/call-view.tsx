import { Banner, Button, Spinner } from "@plenum/ui";
import { lazy, Suspense, useEffect } from "react";
import type { ReactNode } from "react";
import type { Call, HostShortcuts } from "../contract/index.ts";
import type { LayoutName } from "../layout/arrange.ts";
import { Preview } from "../preview/preview.tsx";
import { Ended } from "./ended.tsx";
import { useMovable } from "./movable.ts";
import { type Describe, useCall, useTexts } from "./use-call.ts";

const loadRunning = () => import("./running.tsx");
const Running = lazy(() => loadRunning().catch(() => ({ default: NotLoaded })));

/** The call runs, and what shows it could not be loaded: at least there is a way out. */
function NotLoaded({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  return (
    <Banner
      tone="danger"
      urgent
      actions={
        <Button size="small" onClick={() => void call.leave()}>
          {t("controls.leave")}
        </Button>
      }
    >
      {t("notLoaded")}
    </Banner>
  );
}

export interface CallViewProps {
  readonly call: Call;
  /** Name of the room or meeting. */
  readonly title: string;
  /**
   * `full`: fills its place. `side`: narrow, beside the chat. `picture`: a small picture, fixed to
   * the window and movable, that stays while something else is read. Default: `full`.
   */
  readonly layout?: LayoutName;
  /** Names and organisations as the host knows them. */
  readonly describe?: Describe;
  /** The user closes the preview or the last screen. Without it there is nothing to close. */
  readonly onClose?: () => void;
  /** From the small picture back to the call. */
  readonly onExpand?: () => void;
  /** Takes the keys of the call; without it they work where the focus is in the call or nowhere. */
  readonly shortcuts?: HostShortcuts;
}

/** The whole call: before, in, and after it. Texts come from the namespace `CALL_NAMESPACE`. */
export function CallView({
  call,
  title,
  layout = "full",
  describe,
  onClose,
  onExpand,
  shortcuts,
}: CallViewProps): ReactNode {
  const t = useTexts();
  const snapshot = useCall(call);
  const { phase } = snapshot;
  const { ref: region, onPointerDown, onKeyDown } = useMovable();
  const picture = layout === "picture";

  useEffect(() => {
    // While the preview is looked at, so that joining does not wait for it.
    void loadRunning().catch(() => undefined);
  }, []);
  useEffect(() => {
    if (call.get().phase.kind === "preview") void call.prepare();
  }, [call]);

  const running = phase.kind === "joined" || phase.kind === "reconnecting";

  return (
    <section
      ref={region}
      className={`call call--${layout}`}
      aria-label={`${t("call")}: ${title}`}
      data-phase={phase.kind}
      onPointerDown={picture ? onPointerDown : undefined}
    >
      {running ? (
        <Suspense fallback={<Spinner size="large" />}>
          <Running
            call={call}
            layout={layout}
            describe={describe}
            onExpand={onExpand}
            shortcuts={shortcuts}
            region={region}
            onMove={onKeyDown}
          />
        </Suspense>
      ) : phase.kind === "ended" ? (
        <Ended call={call} reason={phase.reason} onClose={onClose} />
      ) : (
        <Preview call={call} snapshot={snapshot} title={title} onClose={onClose} />
      )}
    </section>
  );
}
