import type { AgencySwitches } from "@plenum/model";
import { useApp } from "../app/AppContext.tsx";

/** What the agency has switched off for everybody: such things are not shown at all. */
export function useAgency(): AgencySwitches {
  return useApp().config.agency.switches;
}
