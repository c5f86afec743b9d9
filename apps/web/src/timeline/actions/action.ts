import type { MatrixSession, MessageDoubt, Pins, RoomHandle } from "@plenum/matrix";
import type { Toast } from "@plenum/ui";
import type { ReactNode } from "react";
import type { ComposerTarget } from "../../composer/target.ts";
import type { Translate } from "../../i18n/keys.ts";
import type { DialogView } from "../../rooms/RoomDialog.tsx";
import type { RoomNavigation } from "../../rooms/RoomNavigation.tsx";
import type { MessageItem } from "../rows.ts";

/** What an action knows and can do. */
export interface ActionContext {
  readonly item: MessageItem;
  readonly eventId: string;
  readonly handle: RoomHandle;
  readonly session: MatrixSession;
  readonly pins: Pins;
  /** What is known of how the message came; undefined for nearly all. */
  readonly doubt: MessageDoubt | undefined;
  /** Own power in the room. */
  readonly power: number;
  /** Whether this device shows tools for developers. */
  readonly developer: boolean;
  readonly t: Translate;
  readonly toast: (toast: Toast) => void;
  readonly show: (view: DialogView) => void;
  readonly navigation: RoomNavigation;
  readonly onTarget: (target: ComposerTarget) => void;
}

/** Something that one can do with a message: one entry of its menu. */
export interface MessageAction {
  readonly id: string;
  readonly icon: ReactNode;
  readonly danger?: boolean;
  /** Undefined where the action makes no sense or is not allowed. */
  label(context: ActionContext): string | undefined;
  run(context: ActionContext): void;
}
