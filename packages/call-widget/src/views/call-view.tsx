import { Move } from "lucide-react";
import { useEffect } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import type { LayoutName } from "../layout/grid.ts";
import { ControlBar } from "./control-bar.tsx";
import { Ended } from "./ended.tsx";
import { LiveRegion } from "./live-region.tsx";
import { useMovable } from "./movable.ts";
import { Notices } from "./notices.tsx";
import { Preview } from "../preview/preview.tsx";
import { Stage } from "./stage.tsx";
import { type Describe, useCall, useTexts } from "./use-call.ts";

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
}

/** Typing, choosing and pressing must not switch the microphone. */
function takesKeys(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable=true], [role=textbox]") !== null
  );
}

/** The whole call: before, in, and after it. Texts come from the namespace `CALL_NAMESPACE`. */
export function CallView({
  call,
  title,
  layout = "full",
  describe,
  onClose,
  onExpand,
}: CallViewProps): ReactNode {
  const t = useTexts();
  const snapshot = useCall(call);
  const { phase } = snapshot;
  const movable = useMovable();
  const picture = layout === "picture";

  useEffect(() => {
    if (call.get().phase.kind === "preview") void call.prepare();
  }, [call]);

  const running = phase.kind === "joined" || phase.kind === "reconnecting";
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "m") void call.setMicrophone(!call.get().microphoneOn);
    else if (key === "v") void call.setCamera(!call.get().cameraOn);
    else return;
    event.preventDefault();
  };

  return (
    // M and V work wherever the focus is inside the call; every one of them has a button as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={picture ? movable.ref : undefined}
      className={`call call--${layout}`}
      aria-label={`${t("call")}: ${title}`}
      data-phase={phase.kind}
      onKeyDown={onKeyDown}
      onPointerDown={picture ? movable.onPointerDown : undefined}
    >
      {running ? (
        <>
          {picture ? (
            <button
              type="button"
              className="call-grip"
              aria-label={t("controls.move")}
              title={t("controls.moveHint")}
              onKeyDown={movable.onKeyDown}
            >
              <Move aria-hidden="true" size={14} />
            </button>
          ) : null}
          <Notices call={call} snapshot={snapshot} />
          <Stage
            call={call}
            participants={snapshot.participants}
            layout={layout}
            describe={describe}
          />
          <ControlBar call={call} snapshot={snapshot} layout={layout} onExpand={onExpand} />
          <LiveRegion participants={snapshot.participants} describe={describe} />
        </>
      ) : phase.kind === "ended" ? (
        <Ended call={call} reason={phase.reason} onClose={onClose} />
      ) : (
        <Preview call={call} snapshot={snapshot} title={title} onClose={onClose} />
      )}
    </section>
  );
}
