import {
  Maximize2,
  Mic,
  MicOff,
  MonitorUp,
  MonitorX,
  PhoneOff,
  Settings2,
  Video as VideoIcon,
  VideoOff,
} from "lucide-react";
import { Tooltip } from "@plenum/ui";
import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Call, CallSnapshot } from "../contract/index.ts";
import type { LayoutName } from "../layout/grid.ts";
import { DevicePickers } from "../preview/device-pickers.tsx";
import { useTexts } from "./use-call.ts";

/** Microphone, camera, screen, devices, leave. Leave is the only red thing. */
export function ControlBar({
  call,
  snapshot,
  layout,
  onExpand,
}: {
  call: Call;
  snapshot: CallSnapshot;
  layout: LayoutName;
  onExpand: (() => void) | undefined;
}): ReactNode {
  const t = useTexts();
  const { microphoneOn, cameraOn, screenOn } = snapshot;
  const small = layout === "picture";
  const canShare = "getDisplayMedia" in (navigator.mediaDevices ?? {});
  return (
    <div className="call-controls" role="toolbar" aria-label={t("controls.label")}>
      <Control
        word={t("controls.microphone")}
        label={microphoneOn ? t("controls.microphoneOff") : t("controls.microphoneOn")}
        shortcut="M"
        icon={microphoneOn ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        off={!microphoneOn}
        action="microphone"
        onClick={() => void call.setMicrophone(!microphoneOn)}
      />
      <Control
        word={t("controls.camera")}
        label={cameraOn ? t("controls.cameraOff") : t("controls.cameraOn")}
        shortcut="V"
        icon={cameraOn ? <VideoIcon aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        off={!cameraOn}
        action="camera"
        onClick={() => void call.setCamera(!cameraOn)}
      />
      {canShare && !small ? (
        <Control
          word={screenOn ? t("controls.screenStop") : t("controls.screen")}
          label={screenOn ? t("controls.screenStop") : t("controls.screen")}
          icon={screenOn ? <MonitorX aria-hidden="true" /> : <MonitorUp aria-hidden="true" />}
          active={screenOn}
          action="screen"
          onClick={() => void call.setScreen(!screenOn)}
        />
      ) : null}
      {small ? null : <DevicesControl call={call} />}
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

function Control({
  word,
  label,
  shortcut,
  icon,
  off = false,
  active = false,
  danger = false,
  action,
  expanded,
  onClick,
}: {
  word: string;
  label: string;
  shortcut?: string;
  icon: ReactNode;
  off?: boolean;
  active?: boolean;
  danger?: boolean;
  action: string;
  expanded?: boolean;
  onClick: () => void;
}): ReactNode {
  const tip = shortcut === undefined ? label : `${label} (${shortcut})`;
  return (
    <Tooltip label={tip} side="top">
      <button
        type="button"
        className={[
          "call-control",
          off ? "call-control--off" : "",
          active ? "call-control--active" : "",
          danger ? "call-control--leave" : "",
        ].join(" ")}
        aria-label={label}
        aria-expanded={expanded}
        aria-keyshortcuts={shortcut}
        data-call-action={action}
        onClick={onClick}
      >
        {icon}
        <span className="call-control__word" aria-hidden="true">
          {word}
        </span>
      </button>
    </Tooltip>
  );
}

function DevicesControl({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const heading = useId();
  useEffect(() => {
    if (!open) return undefined;
    place.current?.querySelector("select")?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    place.current?.querySelector<HTMLElement>("[data-call-action=devices]")?.focus();
  };
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
        onClick={() => setOpen((before) => !before)}
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
