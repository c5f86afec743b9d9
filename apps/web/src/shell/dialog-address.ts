import { useLocation } from "wouter";
import type { FrameDialog } from "../routes.ts";

/** Opens and closes the dialogs that are part of the address; what is behind them stays. */
export function useDialogAddress(): {
  readonly open: (dialog: FrameDialog) => void;
  readonly close: () => void;
} {
  const [location, navigate] = useLocation();
  return {
    open: (dialog) => navigate(`${location}?dialog=${dialog}`),
    close: () => navigate(location, { replace: true }),
  };
}
