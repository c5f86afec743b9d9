import type { ClientMessage } from "./messages.ts";

/** Without a limit. */
export const UNLIMITED = Number.POSITIVE_INFINITY;
const DEFAULT_HEIGHT = 180;

/** What one receiver wants to see, whatever way it said so. Names are source or endpoint names. */
export interface ReceiverConstraints {
  /** Number of sources at most; {@link UNLIMITED} for all. */
  readonly lastN: number;
  readonly selected: readonly string[];
  readonly onStage: readonly string[];
  /** Pixels. 0: not at all. */
  readonly defaultHeight: number;
  readonly heights: ReadonlyMap<string, number>;
}

/** What holds for a receiver that has said nothing yet. */
export const INITIAL_CONSTRAINTS: ReceiverConstraints = {
  lastN: UNLIMITED,
  selected: [],
  onStage: [],
  defaultHeight: DEFAULT_HEIGHT,
  heights: new Map(),
};

function limit(value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  return value < 0 ? UNLIMITED : value;
}

type ConstraintMessage = Extract<
  ClientMessage,
  {
    colibriClass:
      | "ReceiverVideoConstraints"
      | "ReceiverVideoConstraint"
      | "LastNChangedEvent"
      | "SelectedEndpointsChangedEvent"
      | "SelectedEndpointChangedEvent";
  }
>;

const CONSTRAINT_CLASSES: ReadonlySet<string> = new Set<ConstraintMessage["colibriClass"]>([
  "ReceiverVideoConstraints",
  "ReceiverVideoConstraint",
  "LastNChangedEvent",
  "SelectedEndpointsChangedEvent",
  "SelectedEndpointChangedEvent",
]);

/** Is it one of the messages by which a receiver says what it wants to see? */
export function isConstraintMessage(message: ClientMessage): message is ConstraintMessage {
  return CONSTRAINT_CLASSES.has(message.colibriClass);
}

/** The constraints after a message. A field that is not in it keeps its value. */
export function applyConstraintMessage(
  before: ReceiverConstraints,
  message: ConstraintMessage,
): ReceiverConstraints {
  switch (message.colibriClass) {
    case "LastNChangedEvent":
      return { ...before, lastN: limit(message.lastN, before.lastN) };
    case "SelectedEndpointsChangedEvent":
      return { ...before, onStage: message.selectedEndpoints };
    case "SelectedEndpointChangedEvent":
      return { ...before, onStage: [message.selectedEndpoint] };
    case "ReceiverVideoConstraint":
      return { ...before, defaultHeight: limit(message.maxFrameHeight, before.defaultHeight) };
    case "ReceiverVideoConstraints":
      return applyNewFormat(before, message);
    default:
      return message satisfies never;
  }
}

function applyNewFormat(
  before: ReceiverConstraints,
  message: Extract<ConstraintMessage, { colibriClass: "ReceiverVideoConstraints" }>,
): ReceiverConstraints {
  return {
    lastN: limit(message.lastN, before.lastN),
    selected: message.selectedSources ?? message.selectedEndpoints ?? before.selected,
    onStage: message.onStageSources ?? message.onStageEndpoints ?? before.onStage,
    defaultHeight: limit(
      message.defaultConstraints?.maxHeight ?? message.defaultConstraints?.idealHeight,
      before.defaultHeight,
    ),
    heights:
      message.constraints === undefined
        ? before.heights
        : new Map(
            Object.entries(message.constraints).map(([key, value]) => [
              key,
              limit(value.maxHeight ?? value.idealHeight, UNLIMITED),
            ]),
          ),
  };
}

/** Wanted height of a source, named by itself or by its endpoint. */
export function wantedHeight(
  constraints: ReceiverConstraints,
  source: string,
  endpoint: string,
): number {
  return (
    constraints.heights.get(source) ??
    constraints.heights.get(endpoint) ??
    constraints.defaultHeight
  );
}
