import type { ReactNode } from "react";
import { BackgroundSettings } from "../background/background-settings.tsx";
import { BandwidthSettings } from "../bandwidth/bandwidth-settings.tsx";
import { SoundSettings } from "../capture/sound-settings.tsx";
import type { Call } from "../contract/index.ts";

/** What happens to one's picture and voice, and how much of the line the call may have. */
export default function MoreSettings({ call }: { call: Call }): ReactNode {
  return (
    <>
      <BackgroundSettings call={call} />
      <SoundSettings call={call} />
      <BandwidthSettings call={call} />
    </>
  );
}
