import { describe, expect, it } from "vitest";
import {
  applyConstraintMessage,
  INITIAL_CONSTRAINTS,
  isConstraintMessage,
  type ReceiverConstraints,
  wantedHeight,
} from "./constraints.ts";
import { clientMessageSchema } from "./messages.ts";

function after(...messages: readonly object[]): ReceiverConstraints {
  let constraints = INITIAL_CONSTRAINTS;
  for (const raw of messages) {
    const message = clientMessageSchema.parse(raw);
    if (isConstraintMessage(message)) constraints = applyConstraintMessage(constraints, message);
  }
  return constraints;
}

describe("what receivers want, in every format on the wire", () => {
  it("the present build", () => {
    const constraints = after({
      colibriClass: "ReceiverVideoConstraints",
      lastN: 2,
      selectedSources: ["728571e1-v0"],
      onStageSources: ["9646f1f9-v0"],
      defaultConstraints: { maxHeight: 180 },
      constraints: { "728571e1-v0": { maxHeight: 720 } },
    });
    expect(constraints).toMatchObject({
      lastN: 2,
      selected: ["728571e1-v0"],
      onStage: ["9646f1f9-v0"],
      defaultHeight: 180,
    });
    expect(wantedHeight(constraints, "728571e1-v0", "728571e1")).toBe(720);
    expect(wantedHeight(constraints, "9646f1f9-v0", "9646f1f9")).toBe(180);
  });

  it("the build of 2022, by endpoint", () => {
    const constraints = after({
      colibriClass: "ReceiverVideoConstraints",
      constraints: { abcd: { maxHeight: 2160 } },
      defaultConstraints: { maxHeight: 180 },
      lastN: -1,
      onStageEndpoints: ["abcd"],
      selectedEndpoints: [],
    });
    expect(constraints).toMatchObject({ lastN: Number.POSITIVE_INFINITY, onStage: ["abcd"] });
    expect(wantedHeight(constraints, "abcd-v0", "abcd")).toBe(2160);
  });

  it("older ones, a message for each", () => {
    const constraints = after(
      { colibriClass: "LastNChangedEvent", lastN: 5 },
      { colibriClass: "SelectedEndpointsChangedEvent", selectedEndpoints: ["a"] },
      { colibriClass: "ReceiverVideoConstraint", maxFrameHeight: 360 },
    );
    expect(constraints).toMatchObject({ lastN: 5, onStage: ["a"], defaultHeight: 360 });
  });

  it("a field left out keeps its value, an unlimited one is unlimited", () => {
    const constraints = after(
      { colibriClass: "ReceiverVideoConstraints", lastN: 3, onStageSources: ["x-v0"] },
      { colibriClass: "ReceiverVideoConstraints", defaultConstraints: { maxHeight: -1 } },
    );
    expect(constraints).toMatchObject({
      lastN: 3,
      onStage: ["x-v0"],
      defaultHeight: Number.POSITIVE_INFINITY,
    });
  });

  it.each([
    { colibriClass: "ReceiverVideoConstraints", lastN: "all" },
    { colibriClass: "ReceiverVideoConstraints", constraints: { a: { maxHeight: 1e9 } } },
    { colibriClass: "Unknown" },
    "text",
    null,
  ])("but not nonsense: %j", (raw) => {
    expect(clientMessageSchema.safeParse(raw).success).toBe(false);
  });
});
