import {
  Ellipsis,
  Hand,
  LayoutGrid,
  Maximize2,
  Mic,
  MicOff,
  MonitorUp,
  MonitorX,
  PhoneOff,
  Settings2,
  SquareUserRound,
  Users,
  Video as VideoIcon,
  VideoOff,
} from "lucide-react";
import { MenuButton } from "@plenum/ui";
import { lazy, Suspense, useId } from "react";
import type { ReactNode } from "react";
import type { Call, CallSnapshot } from "../contract/index.ts";
import { listens } from "../floor/rules.ts";
import { personKey } from "../layout/arrange.ts";
import type { LayoutName } from "../layout/arrange.ts";
import { DevicePickers } from "../preview/device-pickers.tsx";
import { ReactControl } from "../reactions/react-control.tsx";
import { Control } from "./control.tsx";
import type { PanelName } from "./panel.tsx";
import { useTexts } from "./use-call.ts";
import { useFoldout } from "./use-foldout.ts";

const ListControls = lazy(() => import("../speaking-list/call-controls.tsx"));

/** Microphone, camera, screen, devices, leave. Leave is the only red thing. */
export function ControlBar({
  call,
  snapshot,
  layout,
  panel,
  onPanel,
  onExpand,
}: {
  call: Call;
  snapshot: CallSnapshot;
  layout: LayoutName;
  panel: PanelName | undefined;
  /** Shows a panel, or hides the one that is shown. */
  onPanel: (panel: PanelName) => void;
  onExpand: (() => void) | undefined;
}): ReactNode {
  const t = useTexts();
  const { microphoneOn, cameraOn, screenOn, view, hands, participants, floor, subRoom } = snapshot;
  const { rights } = floor;
  const aside = subRoom.microphone === "aside";
  const mayBeHeard = rights.audio || aside;
  const listening = listens(floor);
  const speaker = view.mode === "speaker";
  const self = participants.find(({ isLocal }) => isLocal);
  const speaks = self !== undefined && floor.holders.includes(personKey(self));
  const small = layout === "picture";
  const canShare = "getDisplayMedia" in (navigator.mediaDevices ?? {});
  return (
    <div className="call-controls" role="toolbar" aria-label={t("controls.label")}>
      <Control
        word={aside ? t("whisper.word") : t("controls.microphone")}
        label={
          aside
            ? microphoneOn
              ? t("whisper.microphoneOff")
              : t("whisper.microphoneOn")
            : rights.audio
              ? microphoneOn
                ? t("controls.microphoneOff")
                : t("controls.microphoneOn")
              : t("floor.blocked.audio")
        }
        shortcut="M"
        icon={microphoneOn ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        off={!microphoneOn && mayBeHeard}
        active={aside && microphoneOn}
        closed={!mayBeHeard}
        action="microphone"
        onClick={() => void call.setMicrophone(!microphoneOn)}
      />
      <Control
        word={t("controls.camera")}
        label={
          rights.video
            ? cameraOn
              ? t("controls.cameraOff")
              : t("controls.cameraOn")
            : t("floor.blocked.video")
        }
        shortcut="V"
        icon={cameraOn ? <VideoIcon aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        off={!cameraOn && rights.video}
        closed={!rights.video}
        action="camera"
        onClick={() => void call.setCamera(!cameraOn)}
      />
      {canShare && !small ? (
        <Control
          word={screenOn ? t("controls.screenStop") : t("controls.screen")}
          label={
            rights.desktop
              ? screenOn
                ? t("controls.screenStop")
                : t("controls.screen")
              : t("floor.blocked.desktop")
          }
          closed={!rights.desktop}
          icon={screenOn ? <MonitorX aria-hidden="true" /> : <MonitorUp aria-hidden="true" />}
          shortcut="S"
          active={screenOn}
          action="screen"
          onClick={() => void call.setScreen(!screenOn)}
        />
      ) : null}
      {small ? null : (
        <>
          {hands.may || hands.own ? (
            <Control
              word={listening ? t("floor.askWord") : t("hands.word")}
              label={
                listening
                  ? hands.own
                    ? t("floor.unask")
                    : t("floor.ask")
                  : hands.own
                    ? t("hands.lower")
                    : t(speaks ? "hands.speaking" : "hands.raise")
              }
              closed={speaks}
              shortcut="H"
              icon={<Hand aria-hidden="true" />}
              active={hands.own}
              action="hand"
              onClick={() => call.raiseHand(!hands.own)}
            />
          ) : null}
          {floor.control?.isConference === true ? (
            <Suspense>
              <ListControls
                call={call}
                expanded={panel === "speaking"}
                onOpen={() => onPanel("speaking")}
              />
            </Suspense>
          ) : null}
          <ReactControl call={call} />
          <Control
            word={t("view.word")}
            label={speaker ? t("view.tiles") : t("view.speaker")}
            shortcut="T"
            icon={
              speaker ? <LayoutGrid aria-hidden="true" /> : <SquareUserRound aria-hidden="true" />
            }
            action="view"
            onClick={() => call.setViewMode(speaker ? "tiles" : "speaker")}
          />
          <Control
            word={t("people.word")}
            label={t("people.button", { count: participants.length })}
            shortcut="P"
            icon={<Users aria-hidden="true" />}
            count={hands.raised.length}
            action="people"
            expanded={panel === "people"}
            onClick={() => onPanel("people")}
          />
          <DevicesControl call={call} />
          <More call={call} speaker={speaker} onPanel={onPanel} />
        </>
      )}
      {onExpand && small ? (
        <Control
          word={t("controls.expand")}
          label={t("controls.expand")}
          icon={<Maximize2 aria-hidden="true" />}
          action="expand"
          onClick={onExpand}
        />
      ) : null}
      <Control
        word={t("controls.leave")}
        label={t("controls.leaveLong")}
        icon={<PhoneOff aria-hidden="true" />}
        danger
        action="leave"
        onClick={() => void call.leave()}
      />
    </div>
  );
}

/** What the bar has no room for, on a phone more of it than elsewhere. */
function More({
  call,
  speaker,
  onPanel,
}: {
  call: Call;
  speaker: boolean;
  onPanel: (panel: PanelName) => void;
}): ReactNode {
  const t = useTexts();
  return (
    <div className="call-more">
      <MenuButton
        label={t("panel.more")}
        icon={<Ellipsis aria-hidden="true" />}
        className="call-control"
        items={[
          {
            id: "view",
            label: speaker ? t("view.tiles") : t("view.speaker"),
            onSelect: () => call.setViewMode(speaker ? "tiles" : "speaker"),
          },
          { id: "rtt", label: t("rtt.title"), onSelect: () => call.openRtt(true) },
          { id: "devices", label: t("devices.title"), onSelect: () => onPanel("devices") },
          { id: "statistics", label: t("statistics.title"), onSelect: () => onPanel("statistics") },
          { id: "shortcuts", label: t("shortcuts.title"), onSelect: () => onPanel("shortcuts") },
        ]}
      />
    </div>
  );
}

function DevicesControl({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { open, place, toggle, onKeyDown } = useFoldout("devices", "select");
  const heading = useId();
  return (
    // Escape closes from anywhere inside; the elements inside carry the interaction.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={place} className="call-devices" onKeyDown={onKeyDown}>
      <Control
        word={t("controls.devices")}
        label={t("controls.devices")}
        icon={<Settings2 aria-hidden="true" />}
        action="devices"
        expanded={open}
        onClick={toggle}
      />
      {open ? (
        <dialog open className="call-devices__panel" aria-labelledby={heading}>
          <h3 id={heading}>{t("devices.title")}</h3>
          <DevicePickers call={call} />
        </dialog>
      ) : null}
    </div>
  );
}
