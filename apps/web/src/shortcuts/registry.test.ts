import { describe, expect, it } from "vitest";
import type { PressedKey } from "./keys.ts";
import { type Action, ActionRegistry } from "./registry.ts";

const NOWHERE = { mac: false, writing: false, dialog: false };

function press(key: string, ctrlKey = false): PressedKey {
  return { key, code: "", ctrlKey, metaKey: false, shiftKey: false, altKey: false };
}

function action(id: string, keys: readonly string[], more: Partial<Action> = {}): Action {
  return { id, label: id, scope: "everywhere", keys, run: () => undefined, ...more };
}

describe("what a key does", () => {
  it("is what was registered for it, as long as it is there", () => {
    const registry = new ActionRegistry();
    const remove = registry.add(action("help", ["?", "Mod+/"]));
    expect(registry.find(press("?"), NOWHERE)?.id).toBe("help");
    expect(registry.find(press("/", true), NOWHERE)?.id).toBe("help");
    expect(registry.find(press("x"), NOWHERE)).toBeUndefined();
    remove();
    expect(registry.find(press("?"), NOWHERE)).toBeUndefined();
  });

  it("is what the innermost view wants, and then again what was before", () => {
    const registry = new ActionRegistry();
    registry.add(action("search", ["Mod+F"]));
    const remove = registry.add(action("search in the room", ["Mod+F"]));
    expect(registry.find(press("f", true), NOWHERE)?.id).toBe("search in the room");
    remove();
    expect(registry.find(press("f", true), NOWHERE)?.id).toBe("search");
  });

  it.each([
    ["a letter while writing", { writing: true, dialog: false }, press("?"), undefined],
    ["Ctrl and a letter while writing", { writing: true, dialog: false }, press("k", true), "box"],
    ["anything behind a dialog", { writing: false, dialog: true }, press("?"), undefined],
    ["what works in dialogs", { writing: true, dialog: true }, press("k", true), "box"],
  ] as const)("%s", (_, situation, event, expected) => {
    const registry = new ActionRegistry();
    registry.add(action("help", ["?"]));
    registry.add(action("box", ["Mod+K"], { inDialogs: true }));
    expect(registry.find(event, { mac: false, ...situation })?.id).toBe(expected);
  });

  it("is a step from chat to chat also while writing", () => {
    const registry = new ActionRegistry();
    registry.add(action("next", ["Alt+ArrowDown"]));
    const event = { ...press("ArrowDown"), altKey: true };
    expect(registry.find(event, { ...NOWHERE, writing: true })?.id).toBe("next");
  });

  it("is nothing for keys that are only told of", () => {
    const registry = new ActionRegistry();
    registry.add({ id: "next", label: "Next message", scope: "message", keys: ["ArrowDown"] });
    expect(registry.find(press("ArrowDown"), NOWHERE)).toBeUndefined();
    expect(registry.actions()).toHaveLength(1);
  });
});

describe("the list of actions", () => {
  it("keeps its reference, tells of changes, and names everything once", () => {
    const registry = new ActionRegistry();
    let told = 0;
    const off = registry.subscribe(() => (told += 1));
    registry.add(action("a", []));
    const remove = registry.add(action("a", ["?"], { label: "newer" }));
    expect(registry.actions()).toBe(registry.actions());
    expect(registry.actions().map(({ label }) => label)).toEqual(["newer"]);
    remove();
    expect(registry.actions().map(({ label }) => label)).toEqual(["a"]);
    off();
    registry.add(action("b", []));
    expect(told).toBe(3);
  });
});
