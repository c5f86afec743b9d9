import { Spinner } from "@plenum/ui";
import type { ReactNode } from "react";

/** Holds the call's place beside the chat until what shows it is there. */
export function CallComing(): ReactNode {
  return (
    <div className="pl-main__call-coming">
      <Spinner size="large" />
    </div>
  );
}
