import { Select } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call, OthersPictures, OwnPicture } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";

const OTHERS = ["full", "small", "none"] as const satisfies readonly OthersPictures[];
const OWN = ["full", "medium", "small"] as const satisfies readonly OwnPicture[];

/** For narrow and for metered lines: how much of others' pictures comes, how much of one's own goes. */
export function BandwidthSettings({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { others, own } = useCallPart(call, ({ bandwidth }) => bandwidth);
  return (
    <>
      <Select
        label={t("bandwidth.others.label")}
        description={t("bandwidth.others.hint")}
        value={others}
        onChange={(event) => {
          const wish = OTHERS.find((one) => one === event.currentTarget.value);
          if (wish) call.setOthersPictures(wish);
        }}
      >
        {OTHERS.map((wish) => (
          <option key={wish} value={wish}>
            {t(`bandwidth.others.${wish}`)}
          </option>
        ))}
      </Select>
      <Select
        label={t("bandwidth.own.label")}
        value={own}
        onChange={(event) => {
          const wish = OWN.find((one) => one === event.currentTarget.value);
          if (wish) call.setOwnPicture(wish);
        }}
      >
        {OWN.map((wish) => (
          <option key={wish} value={wish}>
            {t(`bandwidth.own.${wish}`)}
          </option>
        ))}
      </Select>
    </>
  );
}
