import type { MessageAction } from "./action.ts";
import { copyLink } from "./copy-link.tsx";
import { copyText } from "./copy-text.tsx";
import { remove } from "./delete.tsx";
import { forward } from "./forward.tsx";
import { keyOrigin } from "./key-origin.tsx";
import { pin } from "./pin.tsx";
import { report } from "./report.tsx";
import { source } from "./source.tsx";

/** The menu of a message, in this order. One line for each action; each has a file of its own. */
export const ACTIONS: readonly MessageAction[] = [
  forward,
  copyText,
  copyLink,
  pin,
  keyOrigin,
  source,
  report,
  remove,
];
