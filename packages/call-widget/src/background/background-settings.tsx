import { Button, InlineMessage, Select } from "@plenum/ui";
import { useRef } from "react";
import type { ReactNode } from "react";
import type { BackgroundChoice, Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";

const CHOICES = [
  "none",
  "light",
  "strong",
  "picture",
] as const satisfies readonly BackgroundChoice[];

/** Whether this browser can paint. */
function canPaint(): boolean {
  return typeof OffscreenCanvas === "function" && "captureStream" in HTMLCanvasElement.prototype;
}

/** What others see behind one. */
export function BackgroundSettings({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const slice = useCallPart(call, ({ background }) => background);
  const { choice, state } = slice;
  if (!canPaint()) return null;
  return (
    <div
      className="call-background"
      data-background={state}
      data-mask-cost={slice.maskCost}
      data-frame-cost={slice.frameCost}
    >
      <Select
        label={t("background.label")}
        description={t(state === "loading" ? "background.loading" : "background.hint")}
        value={choice}
        onChange={(event) => {
          const wish = CHOICES.find((one) => one === event.currentTarget.value);
          if (wish) call.setBackground(wish);
        }}
      >
        {CHOICES.map((one) => (
          <option key={one} value={one}>
            {t(`background.${one}`)}
          </option>
        ))}
      </Select>
      {choice === "picture" ? <OwnPicture call={call} hasPicture={slice.hasPicture} /> : null}
      {slice.refused ? (
        <InlineMessage tone="danger">{t("background.refused")}</InlineMessage>
      ) : null}
    </div>
  );
}

function OwnPicture({ call, hasPicture }: { call: Call; hasPicture: boolean }): ReactNode {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      {hasPicture ? null : <InlineMessage>{t("background.pictureHint")}</InlineMessage>}
      <div className="call-background__picture">
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            // The same file may be chosen again.
            event.currentTarget.value = "";
            if (file) void call.setBackgroundPicture(file);
          }}
        />
        <Button size="small" onClick={() => input.current?.click()}>
          {t(hasPicture ? "background.other" : "background.choose")}
        </Button>
        {hasPicture ? (
          <Button
            size="small"
            variant="quiet"
            onClick={() => void call.removeBackgroundPicture().catch(() => undefined)}
          >
            {t("background.remove")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
