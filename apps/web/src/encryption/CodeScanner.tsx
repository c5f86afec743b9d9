import { Button, InlineMessage } from "@plenum/ui";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { readCode } from "./qr-bytes.ts";

/** Milliseconds between two looks. */
const LOOK_EVERY = 200;
/** Pixels of the longer side that is looked at: more costs time and finds no more. */
const LOOK_AT = 640;

/** Looks through the camera for a code. */
export function CodeScanner({
  onFound,
  onStop,
}: {
  onFound: (bytes: Uint8Array) => void;
  onStop: () => void;
}): ReactNode {
  const { t } = useI18n();
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onFound);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    found.current = onFound;
  }, [onFound]);

  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const look = createLook();
    let stream: MediaStream | undefined;
    let ended = false;
    const timer = setInterval(() => {
      const bytes = look(element);
      if (bytes === undefined) return;
      clearInterval(timer);
      found.current(bytes);
    }, LOOK_EVERY);
    const open = async (): Promise<void> => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: "environment" },
        });
        if (ended) {
          stop(stream);
          return;
        }
        element.srcObject = stream;
        await element.play();
      } catch {
        if (!ended) setRefused(true);
      }
    };
    void open();
    return () => {
      ended = true;
      clearInterval(timer);
      stop(stream);
    };
  }, []);

  if (refused) {
    return (
      <InlineMessage tone="danger">
        {t("encryption.verify.scanner.refused")}{" "}
        <Button size="small" variant="quiet" onClick={onStop}>
          {t("common.close")}
        </Button>
      </InlineMessage>
    );
  }
  return (
    <>
      <p>{t("encryption.verify.scanner.hint")}</p>
      <video
        ref={video}
        className="pl-scanner"
        aria-label={t("encryption.verify.scanner.label")}
        muted
        playsInline
      />
      <Button size="small" onClick={onStop}>
        {t("encryption.verify.scanner.stop")}
      </Button>
    </>
  );
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function createLook(): (video: HTMLVideoElement) => Uint8Array | undefined {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    const { videoWidth, videoHeight } = video;
    if (context === null || videoWidth === 0 || videoHeight === 0) return undefined;
    const scale = Math.min(1, LOOK_AT / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return readCode(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}
