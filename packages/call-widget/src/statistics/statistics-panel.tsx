import { useEffect } from "react";
import type { ReactNode } from "react";
import type { Call, MediaLine } from "../contract/index.ts";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";
import { QualityBars } from "./quality-bars.tsx";

type Line = readonly [label: string, value: string];

/** Figures for the curious: one's own line, and what comes from each person. */
export default function StatisticsPanel({
  call,
  describe,
}: {
  call: Call;
  describe: Describe | undefined;
}): ReactNode {
  const t = useTexts();
  useEffect(() => call.watchQuality(), [call]);
  const { own, people } = useCallPart(call, (snapshot) => snapshot.statistics);
  const participants = useCallPart(call, (snapshot) => snapshot.participants);
  if (!own) return <p className="call-panel__hint">{t("statistics.measuring")}</p>;
  const percent = (share: number): string =>
    t("statistics.percent", { percent: Math.round(share * 1_000) / 10 });
  const rate = (bits: number): string =>
    t("statistics.rate", { rate: Math.round(bits / 1_000).toLocaleString() });
  const media = (label: string, line: MediaLine | undefined): readonly Line[] => {
    if (!line) return [];
    const { width, height, frames, codec } = line;
    const parts = [
      codec,
      width !== undefined && height !== undefined ? `${width} × ${height}` : undefined,
      frames === undefined ? undefined : t("statistics.frames", { frames }),
      rate(line.bitrate),
      line.loss > 0 ? t("statistics.lost", { share: percent(line.loss) }) : undefined,
    ];
    return [[label, parts.filter((part) => part !== undefined).join(" · ")]];
  };
  const way =
    own.protocol === undefined
      ? []
      : [
          [
            t("statistics.way"),
            own.relayed
              ? t("statistics.relayed", { protocol: own.protocol })
              : t("statistics.direct", { protocol: own.protocol }),
          ] as const,
        ];
  return (
    <div className="call-statistics">
      <Figures
        title={t("statistics.own")}
        bars={<QualityBars quality={own.quality} />}
        lines={[
          ...(own.roundTrip === undefined
            ? []
            : [[t("statistics.roundTrip"), t("statistics.ms", { ms: own.roundTrip })] as const]),
          [t("statistics.sending"), rate(own.sending)],
          [t("statistics.receiving"), rate(own.receiving)],
          [t("statistics.lossUp"), percent(own.lossUp)],
          [t("statistics.lossDown"), percent(own.lossDown)],
          ...way,
          ...media(t("statistics.video"), own.video),
          ...media(t("statistics.audio"), own.audio),
        ]}
      />
      {participants.map((participant) => {
        const line = people[participant.id];
        if (participant.isLocal || !line) return null;
        return (
          <Figures
            key={participant.id}
            title={describe?.(participant).name ?? (participant.displayName || t("tiles.unnamed"))}
            bars={<QualityBars quality={line.quality} />}
            lines={[
              ...media(t("statistics.video"), line.camera),
              ...media(t("statistics.screen"), line.screen),
              ...media(t("statistics.audio"), line.audio),
            ]}
          />
        );
      })}
    </div>
  );
}

function Figures({
  title,
  bars,
  lines,
}: {
  title: string;
  bars: ReactNode;
  lines: readonly Line[];
}): ReactNode {
  return (
    <section className="call-figures">
      <h4>
        {title} {bars}
      </h4>
      <dl>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
